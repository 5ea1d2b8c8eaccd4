package org.dl4jzoo.data.flowers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlowerKindTest {

  @ParameterizedTest
  @EnumSource
  void a_number_always_gives_the_same_picture_and_another_number_another(FlowerKind kind) {
    int[] picture = kind.draw(3);

    assertThat(picture).hasSize(FlowerKind.SIDE * FlowerKind.SIDE).isEqualTo(kind.draw(3));
    assertThat(picture).isNotEqualTo(kind.draw(4));
    assertThat(Arrays.stream(picture).distinct().count()).isGreaterThan(1000);
  }

  @Test
  void places_map_shapes_to_pixels_and_back() {
    Place place = Place.at(10, 20, 4).turned(StrictMath.PI / 2).stretched(2, 1).moved(1, 0);

    // Turned by a quarter, the first axis points down: 2 · 4 pixels a unit.
    assertThat(place.column(0, 0)).isEqualTo(10, within(1e-9));
    assertThat(place.row(0, 0)).isEqualTo(28, within(1e-9));
    Place back = place.inverse();
    double column = place.column(0.3, -0.7);
    double row = place.row(0.3, -0.7);
    assertThat(back.column(column, row)).isEqualTo(0.3, within(1e-9));
    assertThat(back.row(column, row)).isEqualTo(-0.7, within(1e-9));
  }
}
