package org.dl4jzoo.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RankingTest {

  @Test
  void the_most_probable_comes_first_and_the_rest_is_cut() {
    assertThat(Ranking.of(new float[] {0.1f, 0.6f, 0.3f}, 2)).containsExactly(1, 2);
  }

  @Test
  void of_equally_probable_classes_the_first_wins() {
    assertThat(Ranking.of(new float[] {0.25f, 0.25f, 0.5f}, 3)).containsExactly(2, 0, 1);
  }
}
