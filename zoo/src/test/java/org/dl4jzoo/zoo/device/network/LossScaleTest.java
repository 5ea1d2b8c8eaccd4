package org.dl4jzoo.zoo.device.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.dl4jzoo.zoo.device.MapType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossScaleTest {

  private final LossScale scale = new LossScale(MapType.FLOAT16);

  @Test
  void an_overflow_halves_it_and_the_step_is_skipped() {
    double before = scale.factor();

    assertThat(scale.accepts(false)).isFalse();
    assertThat(scale.factor()).isEqualTo(before / 2);
    assertThat(scale.accepts(true)).isTrue();
    assertThat(scale.factor()).isEqualTo(before / 2);
  }

  @Test
  void two_thousand_good_steps_one_after_another_double_it() {
    double before = scale.factor();
    steps(1999);
    scale.accepts(false);
    steps(1999);
    assertThat(scale.factor()).isEqualTo(before / 2);
    steps(1);
    assertThat(scale.factor()).isEqualTo(before);
  }

  private void steps(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(scale.accepts(true)).isTrue();
    }
  }

  /** What a smaller scale doesn't help is not hidden. */
  @Test
  void where_it_is_smallest_already_the_step_is_taken() {
    int skipped = 0;
    while (!scale.accepts(false)) {
      skipped++;
    }
    assertThat(scale.factor()).isEqualTo(1.0 / 1024);
    assertThat(skipped).isEqualTo(18);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "BFLOAT16"})
  void types_of_many_exponents_need_none(MapType maps) {
    LossScale none = new LossScale(maps);
    assertThat(none.accepts(false)).isTrue();
    assertThat(none.factor()).isOne();
  }
}
