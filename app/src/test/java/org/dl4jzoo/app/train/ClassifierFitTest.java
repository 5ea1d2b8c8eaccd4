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

  @Test
  void to_the_most_images_a_fit_is_possible_and_to_one_more_it_is_not() {
    for (long heap : new long[] {GIBIBYTE / 16, 64 * GIBIBYTE}) {
      int most = Math.toIntExact(ClassifierFit.mostImages(2, 1280, 5, heap));

      assertThat(new ClassifierFit(most, 2, 1280, 5).isPossible(heap)).isTrue();
      assertThat(new ClassifierFit(most + 1, 2, 1280, 5).isPossible(heap)).isFalse();
    }
  }
}
