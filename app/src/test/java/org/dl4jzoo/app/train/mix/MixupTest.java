package org.dl4jzoo.app.train.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MixupTest {

  private static final float[][] ROWS = {{1, 2}, {3, 4}, {5, 6}};

  @Test
  void each_row_is_mixed_with_the_one_before_and_the_first_with_the_last() {
    INDArray rows = Nd4j.createFromArray(ROWS);

    INDArray mixed = new Mixup(0.75).apply(rows);

    assertThat(mixed.toFloatMatrix())
        .isDeepEqualTo(new float[][] {{2, 3}, {2.5f, 3.5f}, {4.5f, 5.5f}});
    assertThat(rows.toFloatMatrix()).isDeepEqualTo(ROWS);
  }

  @Test
  void images_of_any_shape_are_mixed() {
    INDArray images = Nd4j.createFromArray(ROWS).reshape(3, 1, 2, 1);

    INDArray mixed = new Mixup(0.5).apply(images);

    assertThat(mixed.shape()).containsExactly(3, 1, 2, 1);
    assertThat(mixed.ordering()).isEqualTo('c');
    assertThat(mixed.data().asFloat()).containsExactly(3, 4, 2, 3, 4, 5);
  }

  @Test
  void without_alpha_nothing_is_mixed() {
    INDArray rows = Nd4j.createFromArray(ROWS);

    assertThat(Mixup.draw(0, 1).apply(rows)).isSameAs(rows);
  }

  /** Beta(α, α) has mean 1/2 and variance 1 / (4 (2 α + 1)). */
  @Test
  void shares_have_the_moments_of_the_beta_distribution() {
    double[] shares =
        LongStream.range(0, 4000).mapToDouble(i -> Mixup.draw(0.2, i).own()).toArray();
    double mean =
        LongStream.range(0, 4000).mapToDouble(i -> shares[(int) i]).average().orElseThrow();
    double variance =
        LongStream.range(0, 4000)
            .mapToDouble(i -> Math.pow(shares[(int) i] - 0.5, 2))
            .average()
            .orElseThrow();

    assertThat(mean).isCloseTo(0.5, within(0.03));
    assertThat(variance).isCloseTo(1 / (4 * 1.4), within(0.01));
  }

  @Test
  void the_seed_decides() {
    assertThat(Mixup.draw(0.2, 7)).isEqualTo(Mixup.draw(0.2, 7)).isNotEqualTo(Mixup.draw(0.2, 8));
  }
}
