package org.dl4jzoo.app.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LbfgsTest {

  /** Rosenbrock's valley (1960): narrow and bent, lowest at (1, 1). */
  private static double valley(double[] at, double[] gradient) {
    double bend = at[1] - at[0] * at[0];
    gradient[0] = -400 * at[0] * bend - 2 * (1 - at[0]);
    gradient[1] = 200 * bend;
    return 100 * bend * bend + (1 - at[0]) * (1 - at[0]);
  }

  @Test
  void it_finds_the_lowest_point_of_a_bent_valley() {
    double[] found = Lbfgs.minimize(LbfgsTest::valley, new double[] {-1.2, 1}, 1e-8, 200);

    assertThat(found).containsExactly(new double[] {1, 1}, within(1e-6));
  }

  @Test
  void a_function_that_is_steep_in_one_direction_only_takes_few_steps() {
    int[] asked = new int[1];
    Lbfgs.Function bowl =
        (at, gradient) -> {
          asked[0]++;
          gradient[0] = 2 * at[0];
          gradient[1] = 2e4 * at[1];
          return at[0] * at[0] + 1e4 * at[1] * at[1];
        };

    double[] found = Lbfgs.minimize(bowl, new double[] {3, 2}, 1e-9, 200);

    assertThat(found).containsExactly(new double[] {0, 0}, within(1e-8));
    assertThat(asked[0]).isLessThan(60);
  }

  @Test
  void it_stays_where_nothing_is_lower() {
    double[] start = {1, 1};

    assertThat(Lbfgs.minimize(LbfgsTest::valley, start, 1e-12, 200)).isEqualTo(start);
  }

  @Test
  void it_stops_after_the_steps_that_it_may_take() {
    double[] found = Lbfgs.minimize(LbfgsTest::valley, new double[] {-1.2, 1}, 1e-8, 1);

    assertThat(found[0]).isNotCloseTo(1, within(0.1));
  }
}
