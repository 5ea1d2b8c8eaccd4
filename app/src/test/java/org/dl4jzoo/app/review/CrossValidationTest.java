package org.dl4jzoo.app.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.dl4jzoo.app.regression.LogisticRegression;
import org.dl4jzoo.data.Progress;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class CrossValidationTest {

  @Test
  void every_class_is_dealt_out_evenly() {
    int[] labels = IntStream.range(0, 53).map(n -> n < 20 ? 0 : n < 43 ? 1 : 2).toArray();

    int[] folds = CrossValidation.folds(labels, 3);

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

  @Test
  void a_row_has_no_say_in_its_own_probabilities() {
    // Each row has a feature of its own, by which a classifier that had seen it would know it.
    int rows = 30;
    double[][] features = new double[rows][rows];
    for (int n = 0; n < rows; n++) {
      features[n][n] = 1;
    }
    int[] labels = IntStream.range(0, rows).map(n -> n % 2).toArray();

    double[][] probabilities =
        CrossValidation.probabilities(
            Nd4j.createFromArray(features), labels, 2, new LogisticRegression(1e-3), Progress.NONE);

    for (int n = 0; n < rows; n++) {
      assertThat(probabilities[n][labels[n]]).as("row %d", n).isBetween(0.3, 0.6);
    }
  }
}
