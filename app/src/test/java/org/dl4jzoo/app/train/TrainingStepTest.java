package org.dl4jzoo.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TrainingStepTest {

  private static final INDArray ONE_HOT =
      Nd4j.createFromArray(new float[][] {{0, 1, 0, 0}, {0, 0, 0, 1}});

  /** (1 - s) y + s / K, as in arXiv:1512.00567, section 7: with s = 0.1 and K = 4. */
  @Test
  void smoothed_targets_leave_a_tenth_of_one_to_all_classes_alike() {
    float[][] smooth = TrainingStep.smooth(ONE_HOT, 0.1).toFloatMatrix();

    assertThat(smooth[0])
        .containsExactly(new float[] {0.025f, 0.925f, 0.025f, 0.025f}, within(1e-6f));
    assertThat(smooth[1])
        .containsExactly(new float[] {0.025f, 0.025f, 0.025f, 0.925f}, within(1e-6f));
    assertThat(ONE_HOT.toFloatMatrix()[0]).containsExactly(0, 1, 0, 0);
  }

  @Test
  void targets_stay_as_they_are_without_smoothing() {
    assertThat(TrainingStep.smooth(ONE_HOT, 0)).isEqualTo(ONE_HOT);
  }
}
