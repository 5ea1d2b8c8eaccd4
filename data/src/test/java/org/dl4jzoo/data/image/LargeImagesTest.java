package org.dl4jzoo.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.bytedeco.opencv.opencv_core.Mat;
import org.dl4jzoo.data.image.file.DamagedImageException;
import org.junit.jupiter.api.Test;

/**
 * Files that would take much memory or time, made from ITU T.81's tables: grey images whose blocks
 * are all coded by two bits, a mean that does not change and an end.
 */
class LargeImagesTest {

  private static final int SHORTEST_BLOCK_BITS = 2;

  private final ImageDecoder decoder = new ImageDecoder();

  @Test
  void a_photo_of_108_megapixels_is_decoded_at_half_its_size() throws DamagedImageException {
    byte[] photo = jpeg(12_000, 9_000, blocks(12_000, 9_000) * SHORTEST_BLOCK_BITS / 8 + 1);

    try (Mat image = decoder.decode(photo)) {
      assertThat(image.cols()).isEqualTo(6_000);
      assertThat(image.rows()).isEqualTo(4_500);
      assertThat(Pixels.squash(image, 1, 2, 1)).containsExactly((byte) 128, (byte) 128);
    }
  }

  @Test
  void a_photo_of_48_megapixels_is_decoded_at_its_full_size() throws DamagedImageException {
    byte[] photo = jpeg(8_000, 6_000, blocks(8_000, 6_000) * SHORTEST_BLOCK_BITS / 8 + 1);

    try (Mat image = decoder.decode(photo)) {
      assertThat(image.cols()).isEqualTo(8_000);
    }
  }

  @Test
  void a_header_that_names_more_pixels_than_the_data_can_hold_is_a_cut_file() {
    assertRefused(jpeg(65_000, 65_000, 1_000_000), "it is cut off");
  }

  @Test
  void a_progressive_jpeg_with_hundreds_of_scans_is_refused() {
    byte[] start = HexFormat.of().parseHex("ffd8" + "ffc2000b080010001001011100");
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(start);
    for (int scan = 0; scan < 300; scan++) {
      file.writeBytes(HexFormat.of().parseHex("ffda0008010100000000" + "00"));
    }
    file.writeBytes(HexFormat.of().parseHex("ffd9"));

    assertRefused(
        file.toByteArray(), "it has more than 100 scans, which would take too long to decode");
  }

  private void assertRefused(byte[] file, String reason) {
    assertThatThrownBy(() -> decoder.decode(file))
        .isInstanceOf(DamagedImageException.class)
        .hasMessage(reason);
  }

  private static int blocks(int width, int height) {
    return (width + 7) / 8 * ((height + 7) / 8);
  }

  private static byte[] jpeg(int width, int height, int dataBytes) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(HexFormat.of().parseHex("ffd8" + "ffdb004300" + "01".repeat(64)));
    file.writeBytes(HexFormat.of().parseHex("ffc0000b08%04x%04x01011100".formatted(height, width)));
    // One code of one bit for the means, and one for the rest of a block.
    String oneCode = "01" + "00".repeat(15) + "00";
    file.writeBytes(HexFormat.of().parseHex("ffc4001400" + oneCode + "ffc4001410" + oneCode));
    file.writeBytes(HexFormat.of().parseHex("ffda0008010100003f00"));
    file.writeBytes(new byte[dataBytes]);
    file.writeBytes(HexFormat.of().parseHex("ffd9"));
    return file.toByteArray();
  }
}
