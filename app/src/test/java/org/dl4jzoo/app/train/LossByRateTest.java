package org.dl4jzoo.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.dl4jzoo.app.console.UsageException;
import org.junit.jupiter.api.Test;

class LossByRateTest {

  /** Rates from 1e-6 on, ten steps a decade. */
  private static LossByRate losses(int steps, IntToDoubleFunction loss) {
    List<LossByRate.Point> points = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      points.add(new LossByRate.Point(Math.pow(10, -6 + i / 10.0), loss.applyAsDouble(i)));
    }
    return new LossByRate(points);
  }

  @Test
  void the_smoothed_loss_is_a_mean_with_weights_of_powers_of_nine_tenths() {
    List<Double> smoothed = losses(3, i -> i + 1).smoothed();

    assertThat(smoothed.get(0)).isEqualTo(1);
    assertThat(smoothed.get(1)).isCloseTo((0.9 * 1 + 2) / 1.9, within(1e-12));
    assertThat(smoothed.get(2)).isCloseTo((0.81 * 1 + 0.9 * 2 + 3) / 2.71, within(1e-12));
  }

  /** Flat at 2, down by 0.2 a step from step 20 to 25, flat again: it falls fastest at step 25. */
  @Test
  void the_suggestion_is_where_the_smoothed_loss_falls_fastest() {
    LossByRate losses = losses(40, i -> 2 - 0.2 * Math.max(0, Math.min(6, i - 19)));

    assertThat(losses.suggestion()).isCloseTo(Math.pow(10, -3.5), within(1e-9));
  }

  @Test
  void a_loss_that_only_rises_has_no_suggestion() {
    assertThatThrownBy(() -> losses(30, i -> i + 1).suggestion())
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("the loss falls at no learning rate");
  }

  @Test
  void a_loss_far_above_the_least_or_none_at_all_has_exploded() {
    assertThat(losses(5, i -> 1).exploded()).isFalse();
    assertThat(losses(5, i -> i == 4 ? Double.NaN : 1).exploded()).isTrue();
    // The last smoothed loss is (1 + 0.9 + ... + 20) / (1 + 0.9 + ...): above four times the first.
    assertThat(losses(5, i -> i == 4 ? 20 : 1).exploded()).isTrue();
    assertThat(losses(5, i -> i == 4 ? 10 : 1).exploded()).isFalse();
  }
}
