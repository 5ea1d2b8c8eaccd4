package org.dl4jzoo.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of image that people have, made by {@code scripts/make_image_cases.py}. */
class ImageCasesTest {

  private static final PillowCases CASES = new PillowCases(folder(), PillowCases.References.DOT);

  static List<String> readable() throws IOException {
    return CASES.readable();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readable")
  void a_file_gives_the_pixels_that_pillow_reads(String name) throws IOException {
    boolean lossy = name.startsWith("jpeg-") || name.equals("tiff-jpeg.tif") || lossyWebp(name);

    CASES.assertPixels(name, lossy ? 2 : 0);
  }

  private static boolean lossyWebp(String name) {
    return name.startsWith("webp-") && !name.contains("lossless");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bmp-cut.bmp | it is cut off",
        "gif-cut-with-end.gif | it is cut off",
        "gif-cut.gif | it is cut off",
        "jpeg-cut-with-end.jpg | it is cut off",
        "jpeg-cut.jpg | it is cut off",
        "jpeg-leading-newline.jpg | its contents are not JPEG, PNG, GIF, BMP, TIFF or WebP",
        "jpeg-progressive-cut-with-end.jpg | it is cut off",
        "jpeg-progressive-lacks-scans.jpg | it is cut off: it lacks some of its scans",
        "other-avif.jpg | it is AVIF, which is not supported: convert it to JPEG or PNG",
        "other-empty.jpg | it has no bytes",
        "other-gzip.jpg | it is packed (gzip): unpack it",
        "other-heic.jpg | it is HEIC, which is not supported: convert it to JPEG or PNG",
        "other-html.jpg | it is HTML, not an image",
        "other-pdf.png | it is PDF, not an image",
        "other-text.bmp | its contents are not JPEG, PNG, GIF, BMP, TIFF or WebP",
        "png-cut.png | it is cut off",
        "png-text-checksum.png | its tEXt chunk is damaged (checksum)",
        "tiff-cut.tif | it is cut off",
        "tiff-real-numbers.tif | its colours are real or negative numbers, of no known range:"
            + " save it with 8 or 16 bits",
        "tiff-zstd.tif | it is compressed in a way (50000) that is not supported:"
            + " save it with LZW or with none",
        "webp-cut.webp | it is cut off",
      })
  void a_file_that_is_damaged_or_no_image_is_refused_with_the_reason(String name, String reason)
      throws IOException {
    assertThat(CASES.refusal(name)).isEqualTo(reason);
  }

  @Test
  void the_reason_of_every_file_without_pixels_is_tested() throws IOException {
    assertThat(CASES.refused()).hasSize(21);
    assertThat(CASES.readable()).hasSizeGreaterThan(80);
  }

  private static Path folder() {
    try {
      return Path.of(
          Objects.requireNonNull(ImageCasesTest.class.getResource("/image-cases")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
