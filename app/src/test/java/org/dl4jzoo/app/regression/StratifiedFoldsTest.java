package org.dl4jzoo.app.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratifiedFoldsTest {

  @Test
  void every_class_is_dealt_out_evenly() {
    int[] labels = IntStream.range(0, 53).map(n -> n < 20 ? 0 : n < 43 ? 1 : 2).toArray();

    int[] folds = StratifiedFolds.of(labels, 3);

    for (int k = 0; k < 3; k++) {
      int label = k;
      long[] counts = new long[5];
      IntStream.range(0, 53).filter(n -> labels[n] == label).forEach(n -> counts[folds[n]]++);
      assertThat(
              Arrays.stream(counts).max().orElseThrow() - Arrays.stream(counts).min().orElseThrow())
          .isLessThanOrEqualTo(1);
    }
    assertThat(Arrays.stream(folds).filter(fold -> fold == 0).count()).isBetween(10L, 11L);
  }
}
