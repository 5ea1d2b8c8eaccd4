package org.dl4jzoo.data.image.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures are those of the formats' specifications. */
class ImageFormatTest {

  @ParameterizedTest
  @CsvSource({
    "JPEG, ffd8ffe0",
    "PNG, 89504e470d0a1a0a",
    "GIF, 474946383961",
    "GIF, 474946383761",
    "BMP, 424d76fa01000000000036000000 28000000",
    "BMP, 424d76fa0100000000001a000000 0c000000",
    "TIFF, 49492a0008000000",
    "TIFF, 4d4d002a00000008",
    "TIFF, 49492b0008000000",
    "WEBP, 52494646f2200000 57454250",
  })
  void the_first_bytes_tell_the_format(ImageFormat format, String hex) {
    assertThat(ImageFormat.sniff(bytes(hex))).contains(format);
    assertThat(OtherFormat.sniff(bytes(hex))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "HEIC, 00000018 6674797068656963",
    "HEIC, 00000018 667479706d696631",
    "AVIF, 0000001c 6674797061766966",
    "FILM, 00000018 6674797069736f6d",
    "JPEG_2000, 0000000c 6a5020200d0a870a",
    "JPEG_XL, ff0a",
    "PDF, 255044462d",
    "GZIP, 1f8b08",
    "ZIP, 504b0304",
    "ICON, 00000100",
    "PHOTOSHOP, 38425053",
  })
  void what_is_not_read_has_a_name(OtherFormat format, String hex) {
    assertThat(ImageFormat.sniff(bytes(hex))).isEmpty();
    assertThat(OtherFormat.sniff(bytes(hex))).contains(format);
  }

  @Test
  void texts_are_told_apart_whatever_their_case() {
    assertThat(OtherFormat.sniff(latin1("\n <!DOCTYPE HTML>"))).contains(OtherFormat.HTML);
    assertThat(OtherFormat.sniff(latin1("<svg xmlns="))).contains(OtherFormat.SVG);
    assertThat(OtherFormat.sniff(latin1("version https://git-lfs.github.com/spec/v1")))
        .contains(OtherFormat.LFS_POINTER);
    assertThat(OtherFormat.sniff(latin1("daisy,1\n"))).isEmpty();
  }

  @Test
  void a_text_that_begins_as_a_bitmap_does_is_none() {
    assertThat(ImageFormat.sniff(latin1("BM is what this text begins with."))).isEmpty();
    assertThat(ImageFormat.sniff(latin1("BM"))).isEmpty();
    assertThat(ImageFormat.sniff(new byte[0])).isEmpty();
  }

  @Test
  void a_file_is_told_by_content_whatever_its_suffix(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("a.jpg"), bytes("89504e470d0a1a0a"));

    assertThat(ImageFormat.sniff(file)).contains(ImageFormat.PNG);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
