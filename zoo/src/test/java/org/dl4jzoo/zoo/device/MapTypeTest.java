package org.dl4jzoo.zoo.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Bits as IEEE 754 and numpy's float16, and torch.bfloat16, have them. */
class MapTypeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0000",
    "-0.0, 8000",
    "1, 3c00",
    "-2, c000",
    "0.1, 2e66",
    "65504, 7bff",
    "65519.996, 7bff",
    "65520, 7c00",
    "-1e9, fc00",
    "6.1035156e-5, 0400",
    "6.0975552e-5, 03ff",
    "5.9604645e-8, 0001",
    "2.9802322e-8, 0000",
    "2.9802326e-8, 0001",
    "8.940697e-8, 0002",
    "1.00048828125, 3c00",
    "1.00146484375, 3c02",
    "NaN, 7e00",
    "Infinity, 7c00"
  })
  void halves(float value, String bits) {
    assertThat(hex(MapType.FLOAT16.bits(value))).isEqualTo(bits);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0000",
    "1, 3f80",
    "-2, c000",
    "0.1, 3dcd",
    "3.1415927, 4049",
    "1.00390625, 3f80",
    "1.01171875, 3f82",
    "3.4028235e38, 7f80",
    "1e-40, 0001",
    "NaN, 7fc0",
    "-Infinity, ff80"
  })
  void bfloat16(float value, String bits) {
    assertThat(hex(MapType.BFLOAT16.bits(value))).isEqualTo(bits);
  }

  private static String hex(short bits) {
    return String.format("%04x", Short.toUnsignedInt(bits));
  }

  @ParameterizedTest
  @EnumSource(names = {"BFLOAT16", "FLOAT16"})
  void every_value_has_the_bits_that_it_came_from(MapType type) {
    for (int i = 0; i < 1 << 16; i++) {
      float value = type.value((short) i);
      if (!Float.isNaN(value)) {
        assertThat(type.bits(value)).as("%04x", i).isEqualTo((short) i);
      }
    }
  }

  @Test
  void a_half_is_a_number_of_steps() {
    assertThat(MapType.FLOAT16.value((short) 0x0001)).isEqualTo(0x1p-24f);
    assertThat(MapType.FLOAT16.value((short) 0x3555)).isEqualTo(0.33325195f);
    assertThat(MapType.FLOAT16.value((short) 0xfbff)).isEqualTo(-65504f);
    assertThat(MapType.FLOAT16.value((short) 0x7c01)).isNaN();
  }

  @Test
  void a_float32_has_more_bits() {
    assertThatIllegalStateException().isThrownBy(() -> MapType.FLOAT32.bits(1));
    assertThatIllegalStateException().isThrownBy(() -> MapType.FLOAT32.value((short) 1));
  }
}
