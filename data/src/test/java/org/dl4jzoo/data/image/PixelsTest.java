package org.dl4jzoo.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.bytedeco.opencv.opencv_core.Mat;
import org.dl4jzoo.data.TestImages;
import org.junit.jupiter.api.Test;

class PixelsTest {

  private static final byte FULL = (byte) 255;

  @Test
  void squash_keeps_both_halves_of_a_wide_image() throws IOException {
    try (Mat image = halves(8, 2)) {
      // Pillow: the triangle of each half reaches a little into the other.
      assertThat(Pixels.squash(image, 2, 2, 1)).containsExactly(36, (byte) 219, 36, (byte) 219);
    }
  }

  @Test
  void crop_cuts_the_middle_of_a_wide_image() throws IOException {
    // 16×4: the shorter side fits 4, so columns 6 to 9 are kept, two of each half.
    try (Mat image = halves(16, 4)) {
      assertThat(Pixels.crop(image, 4, 4, 1, 1))
          .containsExactly(0, 0, FULL, FULL, 0, 0, FULL, FULL, 0, 0, FULL, FULL, 0, 0, FULL, FULL);
    }
  }

  @Test
  void crop_keeps_224_of_256_pixels() throws IOException {
    BufferedImage framed = TestImages.plain(256, 256, Color.WHITE);
    for (int i = 0; i < 256; i++) {
      for (int depth = 0; depth < 16; depth++) {
        framed.setRGB(i, depth, 0);
        framed.setRGB(i, 255 - depth, 0);
        framed.setRGB(depth, i, 0);
        framed.setRGB(255 - depth, i, 0);
      }
    }
    try (Mat image = new ImageDecoder().decode(TestImages.encode(framed, "png"))) {
      assertThat(Pixels.crop(image, 224, 224, 1, 256 / 224.0)).containsOnly(FULL);
    }
  }

  @Test
  void crop_of_an_extreme_ratio_asks_for_little_memory() throws IOException {
    try (Mat image = halves(5000, 1)) {
      assertThat(Pixels.crop(image, 64, 64, 3, 256 / 224.0)).hasSize(64 * 64 * 3);
    }
  }

  @Test
  void pad_centres_the_whole_image_on_black() throws IOException {
    byte[] white = TestImages.encode(TestImages.plain(8, 4, Color.WHITE), "png");
    try (Mat image = new ImageDecoder().decode(white)) {
      assertThat(Pixels.pad(image, 4, 4, 1))
          .containsExactly(0, 0, 0, 0, FULL, FULL, FULL, FULL, FULL, FULL, FULL, FULL, 0, 0, 0, 0);
    }
  }

  private static Mat halves(int width, int height) throws IOException {
    BufferedImage image = TestImages.halves(width, height, Color.BLACK, Color.WHITE);
    return new ImageDecoder().decode(TestImages.encode(image, "png"));
  }
}
