package org.dl4jzoo.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LossCurveTest {

  @Test
  void few_steps_are_kept_as_they_are() {
    LossCurve curve = new LossCurve();
    curve.add(1, 3);
    curve.add(2, 2);

    assertThat(curve.values().get(0)).containsExactly(1.0, 2.0);
    assertThat(curve.values().get(1)).containsExactly(3.0, 2.0);
  }

  @Test
  void many_steps_become_means_of_as_many_neighbours() {
    LossCurve curve = new LossCurve();
    for (int step = 1; step <= 100_000; step++) {
      curve.add(step, step);
    }

    assertThat(curve.values().get(0)).hasSizeBetween(300, 600).isSorted();
    assertThat(curve.values().get(1).get(7)).isCloseTo(curve.values().get(0).get(7), within(1e-6));
  }

  @Test
  void a_training_that_went_back_begins_anew_there() {
    LossCurve curve = new LossCurve();
    for (int step = 1; step <= 5; step++) {
      curve.add(step, 1);
    }
    curve.add(3, 7);

    assertThat(curve.values().get(0)).containsExactly(1.0, 2.0, 3.0);
    assertThat(curve.values().get(1)).containsExactly(1.0, 1.0, 7.0);
  }
}
