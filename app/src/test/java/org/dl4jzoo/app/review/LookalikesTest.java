package org.dl4jzoo.app.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class LookalikesTest {

  /** The third is the first at twice the length; the fourth is at 3-4-5 to both. */
  private static final double[][] ROWS = {{1, 0}, {0, 1}, {2, 0}, {4, 3}, {0, 0}};

  private static List<Lookalikes.Twins> twins(
      double[][] rows, double threshold, Lookalikes.Pairs pairs) {
    return Lookalikes.of(Nd4j.createFromArray(rows), threshold, pairs);
  }

  @Test
  void pairs_are_found_by_their_angle() {
    assertThat(twins(ROWS, 0.7, (first, second) -> true))
        .singleElement()
        .satisfies(
            pair -> {
              assertThat(pair.first()).isZero();
              assertThat(pair.second()).isEqualTo(2);
              assertThat(pair.cosine()).isCloseTo(1, within(1e-12));
            });
  }

  @Test
  void pairs_of_no_interest_are_left_out() {
    assertThat(twins(ROWS, 0.7, (first, second) -> first == 2)).isEmpty();
  }

  @Test
  void rows_that_are_all_alike_are_no_twins_unless_they_are_nearer_than_the_others() {
    double[][] rows = new double[20][2];
    for (int n = 0; n < rows.length; n++) {
      rows[n] = new double[] {1, 0.01 * n};
    }
    rows[7] = new double[] {1, 0.0801};

    assertThat(twins(rows, 0.9, (first, second) -> true))
        .extracting(Lookalikes.Twins::first, Lookalikes.Twins::second)
        .containsExactly(tuple(7, 8));
  }

  @Test
  void many_rows_are_compared_with_all_others() {
    double[][] rows = new double[1100][2];
    for (int n = 0; n < rows.length; n++) {
      rows[n] = new double[] {Math.cos(n * 0.001), Math.sin(n * 0.001)};
    }
    rows[3] = new double[] {0, -1};
    rows[1099] = rows[3];

    assertThat(
            Lookalikes.of(
                Nd4j.createFromArray(rows), 1 - 1e-9, (first, second) -> second > first + 1))
        .singleElement()
        .satisfies(
            pair -> {
              assertThat(pair.first()).isEqualTo(3);
              assertThat(pair.second()).isEqualTo(1099);
            });
  }
}
