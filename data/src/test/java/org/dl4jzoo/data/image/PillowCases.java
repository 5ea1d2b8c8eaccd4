package org.dl4jzoo.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bytedeco.opencv.opencv_core.Mat;
import org.dl4jzoo.data.image.file.DamagedImageException;

/**
 * A folder with image files in {@code in/} and what Pillow reads from them in {@code ref/}: an RGB
 * PNG for a file, or none for one that must be refused.
 *
 * @param folder where {@code in/} and {@code ref/} are
 * @param references whether a reference's name has the file's dot ({@code a.jpg.png}) or an
 *     underscore for it ({@code a_jpg.png})
 */
record PillowCases(Path folder, References references) {

  /** How references are named. */
  enum References {
    DOT,
    UNDERSCORE
  }

  /** Names of all files that Pillow reads. */
  List<String> readable() throws IOException {
    return names().filter(name -> Files.exists(reference(name))).toList();
  }

  /** Names of all files that must be refused. */
  List<String> refused() throws IOException {
    return names().filter(name -> !Files.exists(reference(name))).toList();
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("in"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  private Path reference(String name) {
    String plain = references == References.DOT ? name : name.replaceAll("\\.([^.]*)$", "_$1");
    return folder.resolve("ref").resolve(plain + ".png");
  }

  byte[] contents(String name) throws IOException {
    return Files.readAllBytes(folder.resolve("in").resolve(name));
  }

  /** Checks that a file's pixels are Pillow's but for so many grey levels. */
  void assertPixels(String name, int tolerance) throws IOException {
    BufferedImage expected = ImageIO.read(reference(name).toFile());
    try (Mat image = new ImageDecoder().decode(contents(name))) {
      assertThat(image.cols()).isEqualTo(expected.getWidth());
      assertThat(image.rows()).isEqualTo(expected.getHeight());
      byte[] ours = Pixels.squash(image, image.rows(), image.cols(), 3);
      assertThat(mostApart(ours, expected.getRaster())).isLessThanOrEqualTo(tolerance);
    }
  }

  private static int mostApart(byte[] ours, Raster expected) {
    int[] pixels =
        expected.getPixels(0, 0, expected.getWidth(), expected.getHeight(), (int[]) null);
    int bands = expected.getNumBands();
    int most = 0;
    for (int i = 0; i < ours.length; i++) {
      int wanted = bands == 1 ? pixels[i / 3] : pixels[i];
      most = Math.max(most, Math.abs((ours[i] & 0xff) - wanted));
    }
    return most;
  }

  /** Why a file is refused. */
  String refusal(String name) throws IOException {
    try (Mat image = new ImageDecoder().decode(contents(name))) {
      throw new AssertionError("%s was read: %s".formatted(name, image));
    } catch (DamagedImageException e) {
      return e.getMessage();
    }
  }
}
