package org.dl4jzoo.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistorterTest {

  private static final Distortion NONE = new Distortion(0.5, 0.5, 1, 1, false, 0, 1, 1, 1);

  @Test
  void the_whole_image_unturned_is_the_image() {
    byte[] pixels = {1, 2, 3, 40, 50, 60, 7, 8, 9, 100, 110, 120};

    assertThat(new Distorter(2, 2, 2, 2, 3).apply(pixels, NONE)).isEqualTo(pixels);
    assertThat(pixels).startsWith(1, 2, 3);
  }

  @Test
  void mirroring_exchanges_left_and_right() {
    Distortion mirrored = new Distortion(0.5, 0.5, 1, 1, true, 0, 1, 1, 1);

    assertThat(new Distorter(2, 3, 2, 3, 1).apply(new byte[] {1, 2, 3, 4, 5, 6}, mirrored))
        .containsExactly(3, 2, 1, 6, 5, 4);
  }

  @Test
  void a_part_fills_the_frame() {
    Distortion lowerRight = new Distortion(0.75, 0.75, 0.5, 0.5, false, 0, 1, 1, 1);
    byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    assertThat(new Distorter(4, 4, 2, 2, 1).apply(pixels, lowerRight))
        .containsExactly(11, 12, 15, 16);
  }

  @Test
  void a_quarter_turn_turns_the_image() {
    Distortion turned = new Distortion(0.5, 0.5, 1, 1, false, Math.PI / 2, 1, 1, 1);

    // A row of the result runs down the source.
    assertThat(new Distorter(2, 2, 2, 2, 1).apply(new byte[] {1, 2, 3, 4}, turned))
        .containsExactly(2, 4, 1, 3);
  }

  @Test
  void colours_change_as_their_factors_say() {
    byte[] pixel = {100, 100, 100};
    Distortion brighter = new Distortion(0.5, 0.5, 1, 1, false, 0, 1.2, 1, 1);
    Distortion flatter = new Distortion(0.5, 0.5, 1, 1, false, 0, 1, 0.5, 1);
    Distortion grey = new Distortion(0.5, 0.5, 1, 1, false, 0, 1, 1, 0);
    Distorter distorter = new Distorter(1, 1, 1, 1, 3);

    assertThat(distorter.apply(pixel, brighter)).containsExactly(120, 120, 120);
    assertThat(distorter.apply(pixel, flatter)).containsExactly(114, 114, 114);
    // ITU-R BT.601: 0.299 · 100 + 0.587 · 10 + 0.114 · 20 = 38.05.
    assertThat(distorter.apply(new byte[] {100, 10, 20}, grey)).containsExactly(38, 38, 38);
  }

  @Test
  void random_parts_lie_inside_the_image_and_in_range() {
    SplittableRandom random = new SplittableRandom(1);
    Distortion.Range range = new Distortion.Range(0.25, 20, 0.4);
    int mirrored = 0;
    for (int i = 0; i < 1000; i++) {
      Distortion d = Distortion.random(range, random);
      assertThat(d.centreX() - d.width() / 2).isGreaterThanOrEqualTo(-1e-9);
      assertThat(d.centreX() + d.width() / 2).isLessThanOrEqualTo(1 + 1e-9);
      assertThat(d.centreY() - d.height() / 2).isGreaterThanOrEqualTo(-1e-9);
      assertThat(d.centreY() + d.height() / 2).isLessThanOrEqualTo(1 + 1e-9);
      assertThat(Math.toDegrees(d.radians())).isBetween(-20.0, 20.0);
      assertThat(d.brightness()).isBetween(0.6, 1.4);
      mirrored += d.mirrored() ? 1 : 0;
    }
    assertThat(mirrored).isBetween(430, 570);
  }
}
