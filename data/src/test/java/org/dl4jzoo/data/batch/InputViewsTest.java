package org.dl4jzoo.data.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.dl4jzoo.data.image.FiveCrop;
import org.dl4jzoo.data.preprocess.ImageLoader;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InputViewsTest {

  private static final int SIDE = 16;

  static Stream<Arguments> cases() {
    return Stream.of("wide", "grey")
        .flatMap(image -> Stream.of(Resize.values()).map(rule -> Arguments.of(image, rule)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void five_crops_are_torchvision_s(String image, Resize rule) throws URISyntaxException {
    int channels = image.equals("grey") ? 1 : 3;
    Preprocessing network = new Preprocessing(SIDE, SIDE, channels, rule, Scale.UNIT);
    Preprocessing stacked =
        new Preprocessing(FiveCrop.COUNT * SIDE, SIDE, channels, Resize.SQUASH, Scale.UNIT);
    String expected = "%s-%s-fivecrop.png".formatted(image, rule.name().toLowerCase(Locale.ROOT));

    byte[] views =
        InputViews.of(TestTimeAugment.FIVE_CROP, network).pixels(file("pixels/" + image + ".png"));

    assertThat(views).isEqualTo(new ImageLoader(stacked).load(file("corruptions/" + expected)));
  }

  @Test
  void the_centre_of_five_crops_is_what_a_network_that_crops_sees_otherwise()
      throws URISyntaxException {
    Preprocessing network = new Preprocessing(SIDE, SIDE, 3, Resize.CROP, Scale.UNIT);
    Path image = file("pixels/wide.png");

    byte[] five = InputViews.of(TestTimeAugment.FIVE_CROP, network).pixels(image);
    byte[] one = InputViews.of(TestTimeAugment.OFF, network).pixels(image);

    assertThat(Arrays.copyOfRange(five, 4 * one.length, five.length)).isEqualTo(one);
  }

  private static Path file(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(InputViewsTest.class.getResource("/" + name), name).toURI());
  }
}
