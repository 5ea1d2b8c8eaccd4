package org.dl4jzoo.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.bytedeco.opencv.opencv_core.Mat;
import org.dl4jzoo.data.TestImages;
import org.dl4jzoo.data.image.file.DamagedImageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedImagesTest {

  private final ImageDecoder decoder = new ImageDecoder();

  @Test
  void an_empty_file_is_named() {
    assertRefused(new byte[0], "it has no bytes");
  }

  @Test
  void text_is_named() {
    assertRefused(
        "hello, I am not an image".getBytes(StandardCharsets.UTF_8), "its contents are not JPEG");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void a_file_cut_off_anywhere_is_named(String format) throws IOException {
    byte[] whole = TestImages.encode(TestImages.blocks(40, 30, 9), format);
    // A PNG's last 12 bytes say only that it ends, and Pillow does without them.
    int needed = whole.length - (format.equals("png") ? 12 : 2);
    for (int length = 20; length < needed; length += 13) {
      assertRefused(Arrays.copyOf(whole, length), "it ");
    }
  }

  @Test
  void a_forged_size_is_refused_before_memory_is_asked_for() throws IOException {
    byte[] png = TestImages.encode(TestImages.plain(8, 8, Color.RED), "png");
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, 60_000).putInt(20, 60_000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    header.putInt(29, (int) crc.getValue());
    assertRefused(png, "its header says 60000×60000 pixels, which take ");

    byte[] bmp = TestImages.encode(TestImages.plain(8, 8, Color.RED), "bmp");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 70_000).putInt(22, -70_000);
    assertRefused(bmp, "its header says 70000×70000 pixels");
  }

  @Test
  void a_changed_byte_in_a_png_is_named() throws IOException {
    byte[] png = TestImages.encode(TestImages.blocks(40, 30, 9), "png");
    png[png.length / 2]++;

    assertRefused(png, "its IDAT chunk is damaged (checksum)");
  }

  @Test
  void a_name_in_a_png_that_is_none_is_not_repeated() throws IOException {
    byte[] png = TestImages.encode(TestImages.blocks(40, 30, 9), "png");
    // The first chunk has 13 bytes, and the name of the next is after its length.
    png[8 + 12 + 13 + 4] = '\n';

    assertRefused(png, "its name of a chunk is damaged (checksum)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void random_damage_is_decoded_or_named_but_never_fatal(String format) throws IOException {
    byte[] whole = TestImages.encode(TestImages.blocks(40, 30, 9), format);
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 150; trial++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 4; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try (Mat image = decoder.decode(damaged)) {
        assertThat(Pixels.squash(image, 8, 8, 3)).hasSize(192);
      } catch (DamagedImageException e) {
        assertThat(e).hasMessageStartingWith("it");
      }
    }
  }

  private void assertRefused(byte[] file, String reason) {
    assertThatThrownBy(() -> decoder.decode(file))
        .isInstanceOf(DamagedImageException.class)
        .hasMessageStartingWith(reason);
  }
}
