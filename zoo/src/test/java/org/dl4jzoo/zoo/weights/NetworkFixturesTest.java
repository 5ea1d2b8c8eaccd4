package org.dl4jzoo.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.net.PaddingStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The networks of torchvision, timm and Keras, name by name and output by output. */
class NetworkFixturesTest {

  private static final double TOLERANCE = 1e-4;

  static List<NetworkFixture> networks() {
    return NetworkFixture.all();
  }

  static Stream<NetworkFixture> networksWithOutputs() {
    return networks().stream().filter(NetworkFixture::hasOutputs);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void every_tensor_of_a_network_is_known_and_no_other_is_needed(NetworkFixture network) {
    try (PretrainedWeights weights = open(network.file(), network)) {
      assertThat(weights.scheme()).isEqualTo(network.scheme());
      assertThat(weights.options().classes()).isEqualTo(weights.options().includeTop() ? 10 : 1000);
    }
  }

  @ParameterizedTest
  @MethodSource("networksWithOutputs")
  void a_network_computes_what_its_library_computes(NetworkFixture network) {
    assertClose(network.name(), outputs(network.file(), network), network.expected(), TOLERANCE);
  }

  @Test
  void names_of_data_parallel_are_the_same_network() {
    NetworkFixture network = NetworkFixture.named("torchvision-resnet-1-2-1-3");
    FormulaFile file = network.file().renamed(name -> "module." + name);
    assertClose("outputs", outputs(file, network), network.expected(), TOLERANCE);
  }

  @Test
  void the_dotted_names_of_published_densenets_are_the_same_network() {
    NetworkFixture network = NetworkFixture.named("torchvision-densenet121");
    FormulaFile file =
        network
            .file()
            .renamed(name -> name.replaceAll("(denselayer\\d+\\.(?:norm|conv))(\\d)", "$1.$2"));
    assertThat(file.tensors()).containsKey("features.denseblock1.denselayer1.norm.1.running_mean");
    assertClose("outputs", outputs(file, network), network.expected(), TOLERANCE);
  }

  /**
   * VGG's from before Keras had variable scopes, Keras 3's without numbers, DenseNet's published.
   */
  @ParameterizedTest
  @CsvSource({
    "keras-VGG16-notop, /kernel:0, _W_1:0",
    "keras-VGG16-notop, /bias:0, _b_1:0",
    "keras-MobileNetV2-0.35-57, ':0', ''",
    "keras-MobileNetV2-0.35-57, depthwise_kernel, kernel",
    "keras-DenseNet121, conv1_, conv1/"
  })
  void older_and_newer_names_of_keras_are_the_same_network(
      String fixture, String now, String other) {
    NetworkFixture network = NetworkFixture.named(fixture);
    FormulaFile file = network.file().renamed(name -> name.replace(now, other));
    assertClose("outputs", outputs(file, network), network.expected(), TOLERANCE);
  }

  @Test
  void the_published_resnets_of_keras_have_another_name_for_the_classifier() {
    NetworkFixture network = NetworkFixture.named("keras-ResNet50");
    FormulaFile file = network.file().renamed(name -> name.replace("predictions", "probs"));
    try (PretrainedWeights weights = open(file, network)) {
      assertThat(weights.options().includeTop()).isTrue();
    }
  }

  @Test
  void the_published_names_of_densenet_are_those_of_no_code() {
    NetworkFixture network = NetworkFixture.named("keras-DenseNet121");
    FormulaFile file =
        network
            .file()
            .renamed(name -> name.replace("conv1_", "conv1/").replace("predictions", "fc1000"));
    assertThat(file.tensors())
        .containsKeys("conv1/conv/conv1/conv/kernel:0", "fc1000/fc1000/kernel:0");
    assertClose("outputs", outputs(file, network), network.expected(), TOLERANCE);
  }

  @ParameterizedTest
  @CsvSource({
    "torchvision-mobilenet_v2, , TORCH",
    "torchvision-mobilenet_v2-0.5, 0.5, TORCH",
    "timm-mobilenetv2_050, 0.5, TORCH",
    "keras-MobileNetV2-0.35-57, 0.35, TF",
    "keras-MobileNetV2-1.4-notop, 1.4, TF",
    "torchvision-resnet50, , TORCH",
    "keras-ResNet50, , TF"
  })
  void width_and_padding_follow_from_the_file(String fixture, Double alpha, PaddingStyle padding) {
    NetworkFixture network = NetworkFixture.named(fixture);
    try (PretrainedWeights weights = open(network.file(), network)) {
      assertThat(weights.options().alpha()).isEqualTo(alpha);
      assertThat(weights.options().padding()).isEqualTo(padding);
      assertThat(weights.options().includeTop()).isEqualTo(!fixture.endsWith("notop"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "torchvision-resnet-1-2-1-3, '[1, 2, 1, 3]'",
    "torchvision-wide_resnet-1-2-1-1, '[1, 2, 1, 1]'",
    "torchvision-resnext-1-2-1-1, '[1, 2, 1, 1]'"
  })
  void the_blocks_of_a_resnet_follow_from_the_file(String fixture, String blocks) {
    NetworkFixture network = NetworkFixture.named(fixture);
    try (PretrainedWeights weights = open(network.file(), network)) {
      assertThat(weights.options().blocks()).hasToString(blocks);
    }
  }

  static PretrainedWeights open(FormulaFile file, NetworkFixture network) {
    return PretrainedWeights.of(file, network.architecture());
  }

  /** Logits, or where the file has no top the mean of the features. */
  static INDArray outputs(FormulaFile file, NetworkFixture network) {
    try (PretrainedWeights weights = open(file, network)) {
      ModelOptions options = Networks.pooled(weights.options(), network.size());
      ComputationGraph graph = Networks.random(network.architecture(), options, 1);
      weights.load(graph, true);
      return options.includeTop()
          ? Networks.logits(graph, network.images())
          : graph.outputSingle(network.images());
    }
  }
}
