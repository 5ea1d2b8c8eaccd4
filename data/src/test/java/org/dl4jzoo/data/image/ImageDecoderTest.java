package org.dl4jzoo.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.datavec.image.loader.NativeImageLoader;
import org.dl4jzoo.data.TestImages;
import org.dl4jzoo.data.image.file.DamagedImageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class ImageDecoderTest {

  private static final Color RED_40 = new Color(200, 40, 10);
  private static final Color BLUE_90 = new Color(20, 90, 180);

  private final ImageDecoder decoder = new ImageDecoder();

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp"})
  void lossless_formats_give_every_pixel_red_first(String format) throws IOException {
    byte[] file = TestImages.encode(TestImages.halves(4, 2, RED_40, BLUE_90), format);

    assertThat(rgb(file, 2, 4))
        .containsExactly(
            200, 40, 10, 200, 40, 10, 20, 90, 180, 20, 90, 180, //
            200, 40, 10, 200, 40, 10, 20, 90, 180, 20, 90, 180);
  }

  @Test
  void a_gif_gives_its_first_frame() throws IOException {
    byte[] file = TestImages.encode(TestImages.plain(3, 2, Color.RED), "gif");

    assertThat(rgb(file, 2, 3)).startsWith(255, 0, 0).hasSize(18);
  }

  @Test
  void pixels_are_those_of_datavec(@TempDir Path folder) throws IOException {
    byte[] file = TestImages.encode(TestImages.blocks(37, 23, 5), "jpg");
    Path path = Files.write(folder.resolve("image.jpg"), file);
    INDArray datavec = new NativeImageLoader(23, 37, 3).asMatrix(path.toFile());

    int[] ours = rgb(file, 23, 37);

    for (int y = 0; y < 23; y++) {
      for (int x = 0; x < 37; x++) {
        for (int c = 0; c < 3; c++) {
          // DataVec gives blue first.
          assertThat(ours[(y * 37 + x) * 3 + c]).isEqualTo(datavec.getInt(0, 2 - c, y, x));
        }
      }
    }
  }

  @Test
  void cmyk_is_converted_as_pillow_does() throws IOException {
    int[] pixels = rgb(TestImages.cmykJpeg(), 16, 16);

    assertNear(pixels, (8 * 16 + 2) * 3, 235, 24, 24);
    assertNear(pixels, (8 * 16 + 13) * 3, 22, 216, 22);
  }

  @Test
  void sixteen_bits_are_scaled_to_eight() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 128 * 257, 65535});

    assertThat(rgb(TestImages.encode(image, "png"), 1, 3))
        .containsExactly(0, 0, 0, 128, 128, 128, 255, 255, 255);
  }

  @Test
  void transparent_pixels_become_white() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00102030);
    image.setRGB(1, 0, 0xff102030);
    image.setRGB(2, 0, 0x80000000);

    assertThat(rgb(TestImages.encode(image, "png"), 1, 3))
        .containsExactly(255, 255, 255, 16, 32, 48, 127, 127, 127);
  }

  @Test
  void palette_images_give_their_colours() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
    image.setRGB(0, 0, 0xffff0000);
    image.setRGB(1, 0, 0xff0000ff);

    assertThat(rgb(TestImages.encode(image, "png"), 1, 2)).containsExactly(255, 0, 0, 0, 0, 255);
  }

  @Test
  void grey_images_give_three_equal_channels_or_one() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, 2, 1, new int[] {7, 250});
    byte[] file = TestImages.encode(image, "png");

    assertThat(rgb(file, 1, 2)).containsExactly(7, 7, 7, 250, 250, 250);
    try (Mat decoded = decoder.decode(file)) {
      assertThat(Pixels.squash(decoded, 1, 2, 1)).containsExactly(7, 250);
    }
  }

  /**
   * EXIF 2.3, tag 274: which sides of the scene the stored image's first row and first column are.
   * Red is stored in the upper left quarter, blue in the upper right one.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 64, 32, top left, top right", "2, 64, 32, top right, top left",
    "3, 64, 32, bottom right, bottom left", "4, 64, 32, bottom left, bottom right",
    "5, 32, 64, top left, bottom left", "6, 32, 64, top right, bottom right",
    "7, 32, 64, bottom right, top right", "8, 32, 64, bottom left, top left"
  })
  void exif_orientation_is_applied(
      int orientation, int width, int height, String redAt, String blueAt) throws IOException {
    BufferedImage quarters = TestImages.halves(64, 32, Color.RED, Color.BLUE);
    quarters.createGraphics().fillRect(0, 16, 64, 16);
    byte[] jpeg = TestImages.encode(quarters, "jpg");

    try (Mat image = decoder.decode(TestImages.withOrientation(jpeg, orientation))) {
      assertThat(image.cols()).isEqualTo(width);
      assertThat(image.rows()).isEqualTo(height);
      int[] pixels = unsigned(Pixels.squash(image, height, width, 3));
      assertNear(pixels, corner(redAt, width, height), 254, 0, 0);
      assertNear(pixels, corner(blueAt, width, height), 0, 0, 254);
    }
  }

  /** Where the values of a pixel begin that lies a little inside a corner. */
  private static int corner(String name, int width, int height) {
    int x = name.endsWith("right") ? width - 4 : 4;
    int y = name.startsWith("bottom") ? height - 4 : 4;
    return (y * width + x) * 3;
  }

  @Test
  void a_large_jpeg_is_decoded_small_when_little_is_needed() throws IOException {
    byte[] jpeg = TestImages.encode(TestImages.halves(512, 512, RED_40, BLUE_90), "jpg");

    try (Mat image = decoder.decode(jpeg, 32)) {
      assertThat(image.cols()).isEqualTo(64);
      byte[] pixels = Pixels.squash(image, 32, 32, 3);
      assertNear(unsigned(pixels), 0, 200, 40, 10);
      assertNear(unsigned(pixels), 31 * 3, 20, 90, 180);
    }
  }

  @Test
  void shrinking_averages_instead_of_picking() throws IOException {
    BufferedImage stripes = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 64; x += 2) {
      for (int y = 0; y < 64; y++) {
        stripes.setRGB(x, y, 0xffffff);
      }
    }

    // Pillow's values: stripes of black and white are grey, but for where the image ends.
    assertThat(rgb(TestImages.encode(stripes, "png"), 1, 4))
        .containsExactly(130, 130, 130, 128, 128, 128, 128, 128, 128, 125, 125, 125);
  }

  @Test
  void native_memory_does_not_grow_with_the_number_of_images() throws IOException {
    byte[] file = TestImages.encode(TestImages.blocks(64, 64, 1), "png");
    byte[] damaged = file.clone();
    damaged[damaged.length / 2]++;
    rgb(file, 8, 8);
    long before = Pointer.totalBytes();
    for (int i = 0; i < 50; i++) {
      rgb(file, 32, 16);
      assertThatThrownBy(() -> decoder.decode(damaged)).isInstanceOf(DamagedImageException.class);
    }

    assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
  }

  private int[] rgb(byte[] file, int height, int width) throws IOException {
    try (Mat image = decoder.decode(file)) {
      return unsigned(Pixels.squash(image, height, width, 3));
    }
  }

  private static int[] unsigned(byte[] bytes) {
    int[] values = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = bytes[i] & 0xff;
    }
    return values;
  }

  private static void assertNear(int[] pixels, int at, int red, int green, int blue) {
    assertThat(pixels[at]).isCloseTo(red, within(3));
    assertThat(pixels[at + 1]).isCloseTo(green, within(3));
    assertThat(pixels[at + 2]).isCloseTo(blue, within(3));
  }
}
