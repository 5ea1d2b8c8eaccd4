package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Multiply-accumulates against torchvision's {@code _ops}, in units of 10^9, and Keras's table. */
class MacsTest {

  @ParameterizedTest
  @CsvSource({
    "alexnet, 0.714",
    "vgg11, 7.609",
    "vgg13, 11.308",
    "vgg16, 15.47",
    "vgg19, 19.632",
    "vgg11-bn, 7.609",
    "vgg13-bn, 11.308",
    "vgg16-bn, 15.47",
    "vgg19-bn, 19.632",
    "googlenet-bn, 1.498",
    "resnet18, 1.814",
    "resnet34, 3.664",
    "resnet50, 4.089",
    "resnet101, 7.801",
    "resnet152, 11.514",
    "wide-resnet50-2, 11.398",
    "resnext50-32x4d, 4.23",
    "densenet121, 2.834",
    "densenet169, 3.36",
    "densenet201, 4.291",
    "mobilenetv2, 0.301"
  })
  void macs_equal_torchvisions(String model, double billions) {
    long macs = OptionsOf.model(model).summary().macs();
    assertThat(macs / 1e9).isCloseTo(billions, within(0.0006));
  }

  @ParameterizedTest
  @CsvSource({"1.4, 582", "1.3, 509", "1.0, 300", "0.75, 209", "0.5, 97", "0.35, 59"})
  void mobilenets_macs_equal_the_published_ones(double alpha, double millions) {
    long macs = OptionsOf.model("mobilenetv2").alpha(alpha).summary().macs();
    assertThat(macs / 1e6).isCloseTo(millions, within(1.0));
  }
}
