package org.dl4jzoo.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOption;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.names.NameScheme;
import org.dl4jzoo.zoo.net.PaddingStyle;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;
import org.dl4jzoo.zoo.weights.file.WeightFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written has the names of the library, and comes back unchanged. */
class WeightExportTest {

  @TempDir Path folder;

  /**
   * Some of each family; of AlexNet and VGG only the features, as their tops are large, and without
   * them timm's names are torchvision's.
   */
  static List<Arguments> networks() {
    List<Arguments> all = new ArrayList<>();
    for (Architecture architecture : Models.all()) {
      String name = architecture.info().name();
      if (!name.matches("vgg13.*|vgg19|vgg1[16]-bn|resnet1\\d\\d|wide.*|densenet169")) {
        architecture.names(ModelOptions.of(architecture, 3)).stream()
            .map(LayerNames::scheme)
            .distinct()
            .filter(scheme -> scheme != NameScheme.TIMM || !name.startsWith("vgg"))
            .forEach(scheme -> all.add(Arguments.of(name, scheme)));
      }
    }
    return all;
  }

  private static ModelOptions options(Architecture architecture, NameScheme scheme) {
    String name = architecture.info().name();
    ModelOptions options = ModelOptions.of(architecture, name.matches("vgg.*|alexnet") ? 1000 : 3);
    boolean keras = scheme == NameScheme.KERAS;
    return options
        .withIncludeTop(!name.matches("vgg.*|alexnet"))
        .withPadding(keras ? PaddingStyle.TF : PaddingStyle.TORCH);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void what_is_written_is_read_again(String model, NameScheme scheme) throws IOException {
    Architecture architecture = Models.named(model);
    ModelOptions options = options(architecture, scheme);
    ComputationGraph graph = Networks.random(architecture, options, 1);
    Path file = folder.resolve("weights");

    WeightExport.write(graph, architecture, options, scheme, Map.of("seed", "1"), file);

    try (PretrainedWeights weights = PretrainedWeights.open(file, architecture)) {
      assertThat(weights.scheme()).isEqualTo(scheme);
      assertThat(weights.options()).isEqualTo(options);
      ComputationGraph other = Networks.random(architecture, options, 2);
      assertThat(other.params()).isNotEqualTo(graph.params());
      weights.load(other, true);
      assertThat(other.params()).isEqualTo(graph.params());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "torchvision-mobilenet_v2, TORCHVISION",
    "torchvision-resnet-1-2-1-3, TORCHVISION",
    "torchvision-wide_resnet-1-2-1-1, TORCHVISION",
    "torchvision-resnext-1-2-1-1, TORCHVISION",
    "torchvision-googlenet, TORCHVISION",
    "torchvision-densenet121, TORCHVISION",
    "timm-mobilenetv2_050, TIMM",
    "keras-MobileNetV2-0.35-57, KERAS",
    "keras-ResNet50, KERAS"
  })
  void a_file_of_a_library_is_written_as_it_was(String fixture, NameScheme scheme)
      throws IOException {
    NetworkFixture network = NetworkFixture.named(fixture);
    Architecture architecture = network.architecture();
    Path path = folder.resolve("weights");
    try (PretrainedWeights weights = NetworkFixturesTest.open(network.file(), network)) {
      boolean heads = architecture.info().options().contains(ModelOption.AUXILIARY_HEADS);
      ModelOptions options = weights.options().withAuxiliaryHeads(heads);
      ComputationGraph graph = Networks.random(architecture, options, 1);
      weights.load(graph, true);
      WeightExport.write(graph, architecture, options, scheme, Map.of(), path);
    }
    try (WeightFile written = WeightFile.open(path)) {
      List<String> names =
          network.file().tensors().keySet().stream()
              .filter(name -> !name.endsWith("num_batches_tracked"))
              .toList();
      assertThat(written.tensors().keySet()).containsExactlyInAnyOrderElementsOf(names);
      for (String name : names) {
        assertThat(written.tensors().get(name).shape())
            .isEqualTo(network.file().tensors().get(name).shape());
        assertThat(written.read(name)).as(name).isEqualTo(network.file().read(name));
      }
    }
  }

  /** Keras reads the layers of a file by their order, not by their names. */
  @ParameterizedTest
  @ValueSource(strings = {"keras-ResNet50", "keras-ResNet152", "keras-MobileNetV2-0.35-57"})
  void kerass_layers_are_written_in_kerass_order(String fixture) {
    NetworkFixture network = NetworkFixture.named(fixture);
    try (PretrainedWeights weights = NetworkFixturesTest.open(network.file(), network)) {
      LayerNames names =
          network.architecture().names(weights.options()).stream()
              .filter(some -> some.scheme() == NameScheme.KERAS)
              .findFirst()
              .orElseThrow();
      assertThat(names.all())
          .containsSubsequence(
              network.file().tensors().keySet().stream()
                  .map(tensor -> tensor.substring(0, tensor.indexOf('/')))
                  .distinct()
                  .toList());
    }
  }

  @Test
  void metadata_is_written_into_safetensors() throws IOException {
    Architecture lenet = Models.named("lenet5");
    ModelOptions options = ModelOptions.of(lenet, 3);
    ComputationGraph graph = Networks.random(lenet, options, 1);
    Path path = folder.resolve("weights.safetensors");
    WeightExport.write(
        graph, lenet, options, NameScheme.TORCHVISION, Map.of("scale", "unit"), path);
    try (WeightFile file = WeightFile.open(path)) {
      assertThat(file.metadata()).containsExactly(Map.entry("scale", "unit"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "resnet18, KERAS, TORCH, 'keras has no resnet18 to write its weights for; known are torchvision'",
    "googlenet, TORCHVISION, TORCH, "
        + "'torchvision has no googlenet to write its weights for; known are caffe'",
    "resnet50, KERAS, TORCH, 'resnet50 with padding torch isn''t the network of keras, which "
        + "would compute something else from its weights'",
    "mobilenetv2, KERAS, TORCH, 'mobilenetv2 with padding torch isn''t the network of keras, which "
        + "would compute something else from its weights'",
    "mobilenetv2, TORCHVISION, TF, 'mobilenetv2 with padding tf isn''t the network of torchvision, "
        + "which would compute something else from its weights'"
  })
  void a_network_that_a_library_lacks_is_refused(
      String model, NameScheme scheme, PaddingStyle padding, String message) {
    Architecture architecture = Models.named(model);
    ModelOptions options = ModelOptions.of(architecture, 3).withPadding(padding);
    ComputationGraph graph = Networks.random(architecture, options, 1);
    Path path = folder.resolve("weights");
    assertThatThrownBy(
            () -> WeightExport.write(graph, architecture, options, scheme, Map.of(), path))
        .isInstanceOf(InvalidWeightsException.class)
        .hasMessage(message);
    assertThat(path).doesNotExist();
  }
}
