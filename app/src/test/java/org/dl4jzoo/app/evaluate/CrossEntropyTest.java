package org.dl4jzoo.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CrossEntropyTest {

  @Test
  void classes_of_equal_logits_are_guessed() {
    assertThat(CrossEntropy.of(new float[] {7, 7, 7, 7}, 2)).isCloseTo(Math.log(4), within(1e-12));
  }

  /** ln(exp(1000) + exp(0)) - 0 = 1000, where the probability has long been rounded to 0. */
  @Test
  void an_answer_that_is_more_wrong_costs_more() {
    assertThat(CrossEntropy.of(new float[] {1000, 0}, 1)).isEqualTo(1000);
    assertThat(CrossEntropy.of(new float[] {1e30f, 0}, 1)).isEqualTo(1e30f);
    assertThat(CrossEntropy.of(new float[] {1000, 0}, 0)).isZero();
  }

  @Test
  void a_target_spread_over_classes_weighs_each() {
    float[] logits = {(float) Math.log(0.5), (float) Math.log(0.25), (float) Math.log(0.25)};

    assertThat(CrossEntropy.of(logits, new float[] {0.8f, 0.1f, 0.1f}))
        .isCloseTo(0.8 * Math.log(2) + 0.2 * Math.log(4), within(1e-6));
  }

  @Test
  void logits_that_are_not_finite_have_no_finite_loss() {
    assertThat(CrossEntropy.of(new float[] {Float.NaN, 0}, 1)).isNaN();
    assertThat(CrossEntropy.of(new float[] {Float.POSITIVE_INFINITY, 0}, 0)).isNaN();
    assertThat(CrossEntropy.of(new float[] {0, Float.NEGATIVE_INFINITY}, 1)).isInfinite();
  }
}
