package org.dl4jzoo.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.dl4jzoo.data.preprocess.ImageLoader;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrupterTest {

  /**
   * The largest and the mean difference from Pillow and torchvision, in grey levels: OpenCV
   * computes blur in fixed point, and JPEG decoders may round colours differently.
   */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "wide, FLIP, 0, 0",
    "grey, FLIP, 0, 0",
    "wide, BRIGHTER, 0, 0",
    "grey, BRIGHTER, 0, 0",
    "wide, DARKER, 0, 0",
    "grey, DARKER, 0, 0",
    "wide, BLUR, 1, 0.5",
    "grey, BLUR, 1, 0.5",
    "wide, JPEG, 2, 0.5",
    "grey, JPEG, 2, 0.5",
    "wide, ROTATION, 1, 0.01",
    "grey, ROTATION, 1, 0.01",
  })
  void changed_pixels_are_torchvision_s(
      String name, Corruption corruption, int largest, double mean) throws URISyntaxException {
    boolean grey = name.equals("grey");
    int height = grey ? 32 : 48;
    int width = grey ? 32 : 64;
    int channels = grey ? 1 : 3;
    byte[] image = load(name + ".png", height, width, channels);
    byte[] expected =
        load(
            "%s-%s.png".formatted(name, corruption.name().toLowerCase(Locale.ROOT)),
            height,
            width,
            channels);

    byte[] changed = new Corrupter(height, width, channels).apply(image, corruption);

    int[] differences =
        IntStream.range(0, expected.length)
            .map(i -> Math.abs((changed[i] & 0xff) - (expected[i] & 0xff)))
            .toArray();
    assertThat(IntStream.of(differences).max().orElseThrow()).isLessThanOrEqualTo(largest);
    assertThat(IntStream.of(differences).average().orElseThrow()).isLessThanOrEqualTo(mean);
  }

  private static byte[] load(String file, int height, int width, int channels)
      throws URISyntaxException {
    Path path =
        Path.of(
            Objects.requireNonNull(CorrupterTest.class.getResource("/corruptions/" + file), file)
                .toURI());
    return new ImageLoader(new Preprocessing(height, width, channels, Resize.SQUASH, Scale.UNIT))
        .load(path);
  }
}
