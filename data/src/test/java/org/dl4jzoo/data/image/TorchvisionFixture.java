package org.dl4jzoo.data.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bytedeco.opencv.opencv_core.Mat;

/** Files that {@code scripts/make_augment_fixtures.py} made with torchvision. */
final class TorchvisionFixture {

  private TorchvisionFixture() {}

  /** The lines of a CSV file but the first, by their columns. */
  static List<String[]> lines(String file) {
    String text = new String(bytes(file), StandardCharsets.UTF_8);
    return text.lines().skip(1).map(line -> line.split(",")).toList();
  }

  /** The pixels of an image file, red first. */
  static byte[] pixels(String file, int channels) {
    try (Mat image = new ImageDecoder().decode(bytes(file))) {
      return Pixels.squash(image, image.rows(), image.cols(), channels);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of equally large pictures, one below the other. */
  static byte[] picture(byte[] stacked, int number, int bytes) {
    return Arrays.copyOfRange(stacked, number * bytes, (number + 1) * bytes);
  }

  private static byte[] bytes(String file) {
    try (InputStream in = TorchvisionFixture.class.getResourceAsStream("/augment/" + file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
