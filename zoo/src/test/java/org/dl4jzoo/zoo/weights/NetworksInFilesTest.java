package org.dl4jzoo.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Networks that are a part of what a file holds: of a wrapper, of another model, with another top.
 */
class NetworksInFilesTest {

  private static final double TOLERANCE = 1e-4;
  private static final NetworkFixture RESNET = NetworkFixture.named("torchvision-resnet-1-2-1-3");
  private static final NetworkFixture KERAS = NetworkFixture.named("keras-MobileNetV2-0.35-57");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "module.",
        "_orig_mod.",
        "model.",
        "backbone.",
        "encoder.",
        "module._orig_mod.model.",
        "my.network."
      })
  void a_prefix_of_all_names_is_left_out_and_told(String prefix) {
    FormulaFile file = RESNET.file().renamed(name -> prefix + name);
    assertClose("outputs", NetworkFixturesTest.outputs(file, RESNET), RESNET.expected(), TOLERANCE);
    try (PretrainedWeights weights = NetworkFixturesTest.open(file, RESNET)) {
      assertThat(weights.notes())
          .containsExactly(
              "the network's tensors are those whose names begin with " + prefix + " (FILE)");
    }
  }

  @Test
  void a_file_as_published_needs_no_notes() {
    try (PretrainedWeights weights = NetworkFixturesTest.open(RESNET.file(), RESNET)) {
      assertThat(weights.notes()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fc.1.", "fc.classifier.", "head.", "fc.0.norm."})
  void another_top_is_left_out_and_told(String name) {
    FormulaFile file =
        RESNET.file().without("fc.").with(name + "weight", 5L, 512L).with(name + "bias", 5L);
    try (PretrainedWeights weights = NetworkFixturesTest.open(file, RESNET)) {
      assertThat(weights.options().includeTop()).isFalse();
      assertThat(weights.notes())
          .containsExactly(
              "the file's top isn't that of resnet18 and was left out; its features are taken; it"
                  + " has %1$sweight, %1$sbias (FILE)".formatted(name));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 512", "5, 1024"})
  void a_classifier_that_the_network_cannot_have_is_left_out_and_told(long outputs, long inputs) {
    FormulaFile file = RESNET.file().with("fc.weight", outputs, inputs).with("fc.bias", outputs);
    try (PretrainedWeights weights = NetworkFixturesTest.open(file, RESNET)) {
      assertThat(weights.options().includeTop()).isFalse();
      assertThat(weights.notes()).singleElement().asString().contains("was left out");
    }
  }

  @Test
  void another_top_of_a_part_of_another_module_is_left_out() {
    FormulaFile file =
        RESNET
            .file()
            .without("fc.")
            .renamed(name -> "encoder." + name)
            .with("classifier.weight", 5L, 512L);
    try (PretrainedWeights weights = NetworkFixturesTest.open(file, RESNET)) {
      assertThat(weights.options().includeTop()).isFalse();
      assertThat(weights.notes()).hasSize(2);
    }
  }

  /** What is more than a top belongs to another network, which this one would misunderstand. */
  @ParameterizedTest
  @ValueSource(strings = {"layer1.0.conv9.weight", "layer5.0.conv1.weight", "ema.conv1.weight"})
  void more_features_are_no_other_top(String name) {
    FormulaFile file = RESNET.file().without("fc.").with(name, 64L, 64L, 3L, 3L);
    assertThatThrownBy(() -> NetworkFixturesTest.open(file, RESNET))
        .isInstanceOf(InvalidWeightsException.class)
        .hasMessageContaining("it has a tensor " + name);
  }

  @Test
  void a_network_that_is_a_layer_of_another_model_of_keras_is_found() {
    FormulaFile file =
        KERAS
            .file()
            .renamed(name -> "mobilenetv2_0.35_57/" + name.substring(name.indexOf('/') + 1))
            .without("mobilenetv2_0.35_57/predictions")
            .with("dense/dense/kernel:0", 1280L, 5L);
    try (PretrainedWeights weights = NetworkFixturesTest.open(file, KERAS)) {
      assertThat(weights.options().includeTop()).isFalse();
      assertThat(weights.options().alpha()).isEqualTo(0.35);
      assertThat(weights.notes())
          .containsExactly(
              "the network's tensors are those whose names begin with mobilenetv2_0.35_57/ (FILE)",
              "the file's top isn't that of mobilenetv2 and was left out; its features are taken; it"
                  + " has dense/dense/kernel:0 (FILE)");
    }
  }

  /** Keras 3 numbers a layer's weights in this order. */
  @Test
  void numbered_weights_of_named_layers_are_the_same_network() {
    FormulaFile file = KERAS.file().renamed(name -> layer(name) + "/vars/" + number(name));
    assertClose("outputs", NetworkFixturesTest.outputs(file, KERAS), KERAS.expected(), TOLERANCE);
  }

  /** As in MobileNetV2 with one more model around it, saved by Keras 3.15. */
  @Test
  void a_layer_of_another_name_is_not_taken_for_the_networks_own() {
    FormulaFile file =
        KERAS
            .file()
            .without("predictions")
            .renamed(name -> layer(name) + "/vars/" + number(name))
            .with("dense/vars/0", 1280L, 5L)
            .with("dense/vars/1", 5L);
    try (PretrainedWeights weights = NetworkFixturesTest.open(file, KERAS)) {
      assertThat(weights.options().includeTop()).isFalse();
    }
  }

  /** Where Keras 3 doesn't keep the names, layers are numbered for each class. */
  @ParameterizedTest
  @ValueSource(strings = {"keras-MobileNetV2-0.35-57", "keras-ResNet50", "keras-DenseNet121"})
  void numbered_weights_of_numbered_layers_are_the_same_network(String fixture) {
    NetworkFixture network = NetworkFixture.named(fixture);
    Map<String, AtomicInteger> next = new TreeMap<>();
    Map<String, String> groups = new TreeMap<>();
    FormulaFile file =
        network
            .file()
            .renamed(
                name ->
                    groups.computeIfAbsent(layer(name), layer -> group(network.file(), name, next))
                        + "/vars/"
                        + number(name));
    try (PretrainedWeights weights = NetworkFixturesTest.open(file, network)) {
      assertThat(weights.notes()).isEmpty();
    }
    if (network.hasOutputs()) {
      assertClose(
          "outputs", NetworkFixturesTest.outputs(file, network), network.expected(), TOLERANCE);
    }
  }

  private static String group(FormulaFile file, String name, Map<String, AtomicInteger> next) {
    int dimensions = file.tensors().get(name).shape().size();
    String group =
        dimensions == 1
            ? "batch_normalization"
            : dimensions == 2
                ? "dense"
                : name.contains("depthwise_kernel") ? "depthwise_conv2d" : "conv2d";
    int number = next.computeIfAbsent(group, g -> new AtomicInteger()).getAndIncrement();
    return number == 0 ? group : group + "_" + number;
  }

  private static String layer(String name) {
    String layers = name.substring(0, name.lastIndexOf('/'));
    return layers.substring(0, layers.length() / 2);
  }

  private static int number(String name) {
    String weight = name.substring(name.lastIndexOf('/') + 1);
    return switch (weight) {
      case "beta:0", "bias:0" -> 1;
      case "moving_mean:0" -> 2;
      case "moving_variance:0" -> 3;
      default -> 0;
    };
  }

  @Test
  void a_file_of_keras_is_told_of_in_the_words_of_keras() {
    FormulaFile damaged = KERAS.file().without("Conv_1_bn/Conv_1_bn/gamma").in("keras-h5");
    assertThatThrownBy(() -> NetworkFixturesTest.open(damaged, KERAS))
        .hasMessageContaining("it has no tensor Conv_1_bn/Conv_1_bn/gamma:0");
    FormulaFile strange = KERAS.file().renamed(name -> "x" + name.replace('/', '_')).in("keras-h5");
    assertThatThrownBy(() -> PretrainedWeights.of(strange, Models.named("resnet18")))
        .hasMessage(
            "the file doesn't have the weights of resnet18: none of resnet18 are published in files"
                + " of its kind (keras-h5) (FILE)");
    assertThatThrownBy(() -> PretrainedWeights.of(strange, Models.named("resnet50")))
        .hasMessageContaining("it has no tensor conv1_conv/conv1_conv/kernel:0");
  }
}
