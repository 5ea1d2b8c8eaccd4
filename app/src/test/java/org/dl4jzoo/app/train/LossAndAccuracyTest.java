package org.dl4jzoo.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class LossAndAccuracyTest {

  private static final float[][] PROBABILITIES = {{0.5f, 0.25f, 0.25f}, {0.2f, 0.1f, 0.7f}};

  /** Their softmax are the probabilities. */
  private static INDArray logits(float[][] probabilities) {
    return Transforms.log(Nd4j.createFromArray(probabilities));
  }

  @Test
  void loss_is_the_mean_of_minus_log_p_and_accuracy_the_fraction_right() {
    LossAndAccuracy metrics = new LossAndAccuracy();
    metrics.add(logits(PROBABILITIES), Nd4j.createFromArray(new float[][] {{1, 0, 0}, {0, 1, 0}}));

    assertThat(metrics.loss()).isCloseTo((Math.log(2) + Math.log(10)) / 2, within(1e-6));
    assertThat(metrics.accuracy()).isEqualTo(0.5);
  }

  @Test
  void smoothed_targets_weigh_every_class() {
    LossAndAccuracy metrics = new LossAndAccuracy();
    metrics.add(
        logits(new float[][] {{0.5f, 0.25f, 0.25f}}),
        Nd4j.createFromArray(new float[][] {{0.8f, 0.1f, 0.1f}}));

    assertThat(metrics.loss()).isCloseTo(0.8 * Math.log(2) + 0.2 * Math.log(4), within(1e-6));
    assertThat(metrics.accuracy()).isEqualTo(1);
  }

  @Test
  void a_logit_that_is_not_a_number_makes_the_loss_none() {
    LossAndAccuracy metrics = new LossAndAccuracy();
    metrics.add(
        Nd4j.createFromArray(new float[][] {{Float.NaN, Float.NaN}}),
        Nd4j.createFromArray(new float[][] {{1, 0}}));

    assertThat(metrics.lossSum()).isNaN();
  }

  @Test
  void goes_on_from_sums() {
    LossAndAccuracy metrics = new LossAndAccuracy(3, 2, 3);
    metrics.add(
        Nd4j.createFromArray(new float[][] {{99, 0}}),
        Nd4j.createFromArray(new float[][] {{1, 0}}));

    assertThat(metrics.loss()).isEqualTo(0.75);
    assertThat(metrics.accuracy()).isEqualTo(0.75);
  }

  @Test
  void a_batch_added_as_a_whole_counts_like_its_images() {
    LossAndAccuracy metrics = new LossAndAccuracy(3, 2, 3);
    metrics.add(new LossAndAccuracy(1, 0, 2));

    assertThat(metrics.loss()).isEqualTo(0.8);
    assertThat(metrics.accuracy()).isEqualTo(0.4);
  }
}
