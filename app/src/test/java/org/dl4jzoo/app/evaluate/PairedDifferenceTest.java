package org.dl4jzoo.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {

  private static final PairedDifference EIGHT_TO_THREE = new PairedDifference(120, 8, 3);

  /** Twice the chance of at most 3 heads in 11 throws: 2 · (1 + 11 + 55 + 165) / 2048. */
  @Test
  void the_test_is_mcnemars_exact_one() {
    assertThat(EIGHT_TO_THREE.pValue()).isCloseTo(0.2265625, within(1e-12));
    assertThat(EIGHT_TO_THREE.isSignificant()).isFalse();
    assertThat(new PairedDifference(120, 9, 1).pValue()).isCloseTo(22.0 / 1024, within(1e-12));
    assertThat(new PairedDifference(120, 9, 1).isSignificant()).isTrue();
  }

  /** (9 - 4) / 122 ± 1.959964 · sqrt((13/122 - (5/122)²) / 122). */
  @Test
  void the_interval_is_bonetts_and_prices() {
    double half = 1.959964 * Math.sqrt((13 / 122.0 - 25 / 14884.0) / 122);

    assertThat(EIGHT_TO_THREE.interval())
        .containsExactly(new double[] {5 / 122.0 - half, 5 / 122.0 + half}, within(1e-6));
  }

  @Test
  void runs_that_never_differ_are_equal() {
    PairedDifference same = new PairedDifference(50, 0, 0);

    assertThat(same.difference()).isZero();
    assertThat(same.pValue()).isEqualTo(1);
  }

  @Test
  void as_many_on_either_side_are_no_difference() {
    assertThat(new PairedDifference(50, 4, 4).pValue()).isEqualTo(1);
  }

  @Test
  void a_sentence_says_how_far_chance_goes() {
    assertThat(EIGHT_TO_THREE)
        .hasToString(
            "+4.2 points (-1.6 to +9.8 with 95 % confidence); 8 images only the first gets right, 3"
                + " only the second; McNemar p = 0.227, so chance may explain it");
  }

  @Test
  void lists_of_what_was_right_are_paired_by_their_order() {
    PairedDifference difference =
        PairedDifference.ofRight(
            List.of(true, true, true, false, false), List.of(true, false, false, true, false));

    assertThat(difference).isEqualTo(new PairedDifference(5, 2, 1));
    assertThatThrownBy(() -> PairedDifference.ofRight(List.of(true), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 and 0 images can't be paired");
  }
}
