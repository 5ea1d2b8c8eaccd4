package org.dl4jzoo.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What doesn't fit is refused with one sentence, and changes nothing. */
class WrongWeightsTest {

  private static final NetworkFixture RESNET = NetworkFixture.named("torchvision-resnet18");

  private static AbstractThrowableAssert<?, ?> opening(FormulaFile file, String model) {
    return assertThatThrownBy(() -> PretrainedWeights.of(file, Models.named(model)))
        .isExactlyInstanceOf(InvalidWeightsException.class);
  }

  @Test
  void a_missing_tensor_is_named() {
    opening(RESNET.file().without("layer3.1.bn2.running_var"), "resnet18")
        .hasMessage(
            "the file doesn't have the weights of resnet18: it has no tensor"
                + " layer3.1.bn2.running_var, which resnet18 needs (FILE)");
  }

  @Test
  void an_unexpected_tensor_is_named() {
    opening(RESNET.file().with("layer3.1.bn3.bias", 256L), "resnet18")
        .hasMessage(
            "the file doesn't have the weights of resnet18: it has a tensor layer3.1.bn3.bias,"
                + " which resnet18 doesn't have (FILE)");
  }

  @Test
  void a_tensor_of_another_shape_is_named_with_both_shapes() {
    opening(RESNET.file().with("layer2.0.conv2.weight", 128L, 128L, 1L, 1L), "resnet18")
        .hasMessage(
            "tensor layer2.0.conv2.weight must have shape [128, 128, 3, 3] for resnet18; got"
                + " [128, 128, 1, 1] (FILE)");
  }

  @ParameterizedTest
  @CsvSource({
    "torchvision-resnet18, vgg16, resnet18",
    "torchvision-resnet34, resnet18, resnet34",
    "torchvision-resnet50, resnet34, resnet50",
    "torchvision-resnet34, resnet50, resnet34",
    "torchvision-resnet101, resnet50, resnet101",
    "keras-ResNet152, resnet50, resnet152",
    "torchvision-vgg13, vgg16, vgg13",
    "torchvision-vgg16_bn, vgg16, vgg16-bn",
    "torchvision-densenet169, densenet121, densenet169",
    "torchvision-googlenet, googlenet, googlenet-bn",
    "torchvision-alexnet, lenet5, alexnet",
    "keras-DenseNet121, mobilenetv2, densenet121",
    "keras-VGG19, vgg16, vgg19",
    "timm-mobilenetv2_050, resnet18, mobilenetv2"
  })
  void a_file_of_another_network_is_said_to_be_one(String fixture, String model, String other) {
    opening(NetworkFixture.named(fixture).file(), model)
        .hasMessageStartingWith(
            "the file has weights of %s, not of %s: it has".formatted(other, model));
  }

  /** All names are the same: only the widths and groups tell. */
  @ParameterizedTest
  @CsvSource({
    "torchvision-resnet50, wide-resnet50-2, resnet50, conv1",
    "torchvision-wide_resnet50_2, resnet50, wide-resnet50-2, conv1",
    "torchvision-resnext50_32x4d, resnet50, resnext50-32x4d, conv1",
    "torchvision-resnext50_32x4d, wide-resnet50-2, resnext50-32x4d, conv2",
    "torchvision-wide_resnet50_2, resnext50-32x4d, wide-resnet50-2, conv2"
  })
  void bottlenecks_are_told_apart_by_their_shape(
      String fixture, String model, String other, String conv) {
    opening(NetworkFixture.named(fixture).file(), model)
        .hasMessageStartingWith(
            "the file has weights of %s, not of %s: tensor layer1.0.%s.weight must have shape"
                .formatted(other, model, conv));
  }

  @Test
  void a_file_of_no_known_network_is_not_said_to_be_one() {
    FormulaFile strange = RESNET.file().renamed(name -> name.replace("conv", "c"));
    opening(strange, "resnet18")
        .hasMessage(
            "the file doesn't have the weights of resnet18: it has no tensor conv1.weight, which"
                + " resnet18 needs (FILE)");
  }

  @Test
  void a_network_of_other_classes_is_refused_whole_and_unchanged() {
    Architecture resnet = Models.named("resnet18");
    ComputationGraph graph = Networks.random(resnet, ModelOptions.of(resnet, 3), 1);
    INDArray before = graph.params().dup();
    try (PretrainedWeights weights = PretrainedWeights.of(RESNET.file(), resnet)) {
      assertThatThrownBy(() -> weights.load(graph, true))
          .isInstanceOf(InvalidWeightsException.class)
          .hasMessage(
              "parameter W of vertex classifier has shape [512, 3] in the network, but [512, 10] in"
                  + " the file (FILE)");
      assertThat(graph.params()).isEqualTo(before);
    }
  }

  @Test
  void a_network_without_weights_in_the_file_is_refused() {
    Architecture vgg = Models.named("vgg13");
    FormulaFile features = NetworkFixture.named("torchvision-vgg13-features").file();
    ComputationGraph deeper =
        Networks.random(Models.named("vgg16"), ModelOptions.of(vgg, 3).withIncludeTop(false), 1);
    try (PretrainedWeights weights = PretrainedWeights.of(features, vgg)) {
      assertThatThrownBy(() -> weights.load(deeper, false))
          .isInstanceOf(InvalidWeightsException.class)
          .hasMessage(
              "the file has no weights for vertex stage3.conv3 of the network; its weights are of"
                  + " vgg13 (FILE)");
    }
  }

  @Test
  void layers_of_deeplearning4j_are_refused() {
    Architecture resnet = Models.named("resnet18");
    ComputationGraph graph =
        Models.network(resnet, ModelOptions.of(resnet, 10), Execution.on(Engine.STOCK), 1);
    try (PretrainedWeights weights = PretrainedWeights.of(RESNET.file(), resnet)) {
      assertThatThrownBy(() -> weights.load(graph, true))
          .isInstanceOf(InvalidWeightsException.class)
          .hasMessageEndingWith("can be read and written with the engines onednn and nd4j only");
    }
  }

  @Test
  void a_real_file_of_another_network_is_named() {
    Path file = SharedWeights.file(SharedWeights.MOBILENET_V2);
    assertThatThrownBy(() -> PretrainedWeights.open(file, Models.named("densenet121")))
        .isInstanceOf(InvalidWeightsException.class)
        .hasMessageStartingWith("the file has weights of mobilenetv2, not of densenet121: it has")
        .hasMessageEndingWith("(" + file + ")");
  }
}
