package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.dl4jzoo.zoo.net.InvalidModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The registry. */
class ModelsTest {

  static List<String> names() {
    return Models.names();
  }

  @Test
  void every_network_is_listed_once() {
    assertThat(Models.names())
        .containsExactlyInAnyOrder(
            "lenet5",
            "alexnet",
            "vgg11",
            "vgg13",
            "vgg16",
            "vgg19",
            "vgg11-bn",
            "vgg13-bn",
            "vgg16-bn",
            "vgg19-bn",
            "googlenet",
            "googlenet-bn",
            "resnet18",
            "resnet34",
            "resnet50",
            "resnet101",
            "resnet152",
            "wide-resnet50-2",
            "resnext50-32x4d",
            "densenet121",
            "densenet169",
            "densenet201",
            "mobilenetv2");
  }

  @ParameterizedTest
  @MethodSource("names")
  void case_and_separators_of_a_name_are_ignored(String name) {
    Architecture architecture = Models.named(name);
    assertThat(architecture.info().name()).isEqualTo(name);
    assertThat(Models.named(name.toUpperCase(Locale.ROOT))).isSameAs(architecture);
    assertThat(Models.named(name.replaceAll("([0-9]+)", "-$1"))).isSameAs(architecture);
    assertThat(Models.named(name.replaceAll("([0-9]+)", "_$1"))).isSameAs(architecture);
  }

  /** As torchvision's do, whose VGG and AlexNet pool to a fixed size instead. */
  @ParameterizedTest
  @CsvSource({
    "lenet5, false",
    "alexnet, false",
    "vgg16, false",
    "googlenet, true",
    "googlenet-bn, true",
    "resnet18, true",
    "resnet50, true",
    "densenet121, true",
    "mobilenetv2, true"
  })
  void some_classifiers_see_the_mean_of_each_channel(String name, boolean averages) {
    assertThat(Models.averagesLastMap(Models.named(name))).isEqualTo(averages);
  }

  @ParameterizedTest
  @CsvSource({"resnet-81, resnet18", "mobilnet_v2, mobilenetv2", "vgg15, vgg16", "lenet, lenet5"})
  void an_unknown_name_is_refused_with_the_nearest(String name, String nearest) {
    assertThatThrownBy(() -> Models.named(name))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageStartingWith("unknown model '%s'; the nearest names are ", name)
        .hasMessageContaining(nearest);
  }
}
