package org.dl4jzoo.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EpochMetricsTest {

  private static EpochMetrics epoch(double top1, double loss, int missing) {
    return new EpochMetrics(1, 2, 0.1, 0.7, 0.5, loss, top1, 30, 4, 1, 9, missing);
  }

  @Test
  void higher_top_1_is_better_and_less_loss_where_that_is_equal() {
    assertThat(epoch(0.5, 2, 0).betterThan(null)).isTrue();
    assertThat(epoch(0.6, 3, 0).betterThan(epoch(0.5, 2, 0))).isTrue();
    assertThat(epoch(0.5, 1, 0).betterThan(epoch(0.5, 2, 0))).isTrue();
    assertThat(epoch(0.5, 2, 0).betterThan(epoch(0.5, 2, 0))).isFalse();
  }

  @Test
  void an_epoch_that_is_not_finite_is_never_best() {
    for (double loss : List.of(Double.NaN, Double.POSITIVE_INFINITY)) {
      assertThat(epoch(1, loss, 0).betterThan(null)).isFalse();
      assertThat(epoch(1, loss, 0).betterThan(epoch(0.5, 2, 0))).isFalse();
    }
    TrainingState state =
        new TrainingState(
            2, TrainingState.Begun.NOTHING, List.of(epoch(0.5, 2, 0), epoch(1, Double.NaN, 0)));
    assertThat(state.best()).isEqualTo(epoch(0.5, 2, 0));
  }

  @Test
  void an_epoch_that_lacked_images_is_not_compared_as_best() {
    assertThat(epoch(1, 0, 3).betterThan(epoch(0.5, 2, 0))).isFalse();
  }

  @Test
  void the_images_of_an_epoch_follow_from_its_speed_and_time() {
    assertThat(epoch(1, 0, 0).trainImages()).isEqualTo(120);
  }
}
