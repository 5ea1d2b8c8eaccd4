package org.dl4jzoo.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassifierFitTest {

  private static final long GIBIBYTE = 1L << 30;

  @Test
  void a_fit_is_for_what_takes_at_most_minutes_and_half_of_the_heap() {
    ClassifierFit small = new ClassifierFit(1000, 2, 1280, 5);

    assertThat(small.isPossible(GIBIBYTE)).isTrue();
    assertThat(small.isPossible(GIBIBYTE / 16)).isFalse();
    assertThat(new ClassifierFit(1000, 2, 1280, 1000).isPossible(GIBIBYTE)).isFalse();
    assertThat(new ClassifierFit(50_000, 2, 1280, 5).isPossible(64 * GIBIBYTE)).isFalse();
  }
}
