package org.dl4jzoo.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Images come out as Pillow resizes them: made by {@code scripts/make_pixel_fixtures.py}. */
class PillowTest {

  static Stream<Arguments> cases() {
    return Stream.of("wide", "tall", "grey")
        .flatMap(
            image ->
                Stream.of(Resize.values())
                    .flatMap(
                        rule -> Stream.of(7, 16, 80).map(size -> Arguments.of(image, rule, size))));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("cases")
  void every_pixel_is_pillow_s(String image, Resize rule, int size) throws URISyntaxException {
    int channels = image.equals("grey") ? 1 : 3;
    String expected = "%s-%s-%d.png".formatted(image, rule.name().toLowerCase(Locale.ROOT), size);

    assertThat(load(image + ".png", size, channels, rule))
        .isEqualTo(asItIs(expected, size, channels));
  }

  @Test
  void a_grey_image_for_a_network_of_colours_has_three_equal_channels() throws URISyntaxException {
    byte[] grey = asItIs("grey-squash-16.png", 16, 1);
    byte[] colours = load("grey.png", 16, 3, Resize.SQUASH);

    for (int i = 0; i < colours.length; i++) {
      assertThat(colours[i]).isEqualTo(grey[i / 3]);
    }
  }

  /** JPEG decoders may differ by a grey level before resizing, never by more. */
  @Test
  void a_large_jpeg_is_decoded_whole_before_it_is_resized() throws URISyntaxException {
    byte[] ours = load("photo.jpg", 24, 3, Resize.SQUASH);
    byte[] pillow = asItIs("photo-squash-24.png", 24, 3);

    int most =
        IntStream.range(0, ours.length)
            .map(i -> Math.abs((ours[i] & 0xff) - (pillow[i] & 0xff)))
            .max()
            .orElseThrow();
    assertThat(most).isLessThanOrEqualTo(1);
  }

  private static byte[] asItIs(String file, int size, int channels) throws URISyntaxException {
    return load(file, size, channels, Resize.SQUASH);
  }

  private static byte[] load(String file, int size, int channels, Resize rule)
      throws URISyntaxException {
    Path path =
        Path.of(
            Objects.requireNonNull(PillowTest.class.getResource("/pixels/" + file), file).toURI());
    return new ImageLoader(new Preprocessing(size, size, channels, rule, Scale.UNIT)).load(path);
  }
}
