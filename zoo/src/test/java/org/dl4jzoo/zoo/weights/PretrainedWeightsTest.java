package org.dl4jzoo.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.FeaturePooling;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.names.NameScheme;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.weights.file.FloatTensor;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;
import org.dl4jzoo.zoo.weights.file.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What goes into a network of a file that fits. */
class PretrainedWeightsTest {

  private static final NetworkFixture RESNET = NetworkFixture.named("torchvision-resnet-1-2-1-3");
  private static final NetworkFixture GOOGLENET = NetworkFixture.named("torchvision-googlenet");
  private static final NetworkFixture VGG = NetworkFixture.named("torchvision-vgg16_bn-features");

  @TempDir Path folder;

  private static ComputationGraph graph(NetworkFixture fixture, ModelOptions options) {
    return Networks.random(fixture.architecture(), options, 1);
  }

  private static INDArray classifier(ComputationGraph graph) {
    return graph.getParam("classifier_W").dup();
  }

  @Test
  void a_network_of_other_classes_keeps_its_classifier() {
    try (PretrainedWeights weights = NetworkFixturesTest.open(RESNET.file(), RESNET)) {
      ComputationGraph own = graph(RESNET, weights.options());
      ModelOptions options = weights.options();
      ModelOptions three =
          new ModelOptions(
              options.image(),
              3,
              true,
              FeaturePooling.NONE,
              null,
              options.padding(),
              null,
              options.blocks(),
              false);
      ComputationGraph other = graph(RESNET, three);
      INDArray before = classifier(other);
      weights.load(own, true);
      weights.load(other, false);
      assertThat(classifier(other)).isEqualTo(before);
      assertThat(other.getParam("conv5.block3.conv2_var"))
          .isEqualTo(own.getParam("conv5.block3.conv2_var"));
      assertThat(other.getParam("conv5.block3.conv2_var").toFloatVector())
          .containsExactly(RESNET.file().read("layer4.2.bn2.running_var"));
    }
  }

  @Test
  void a_network_without_a_top_takes_the_rest_of_a_file_that_has_one() {
    try (PretrainedWeights weights = NetworkFixturesTest.open(RESNET.file(), RESNET)) {
      ComputationGraph whole = graph(RESNET, weights.options());
      ComputationGraph features = graph(RESNET, weights.options().withIncludeTop(false));
      weights.load(whole, true);
      weights.load(features, true);
      assertThat(features.getParam("conv1_W")).isEqualTo(whole.getParam("conv1_W"));
      assertThat(features.getParam("conv1_W").dup('c').data().asFloat())
          .containsExactly(RESNET.file().read("conv1.weight"));
    }
  }

  @Test
  void a_file_without_a_top_leaves_the_networks_top_only_where_that_is_asked_for() {
    NetworkFixture fixture = NetworkFixture.named("keras-MobileNetV2-1.4-notop");
    try (PretrainedWeights weights = NetworkFixturesTest.open(fixture.file(), fixture)) {
      ComputationGraph graph = graph(fixture, weights.options().withIncludeTop(true));
      INDArray before = classifier(graph);
      assertThatThrownBy(() -> weights.load(graph, true))
          .isInstanceOf(InvalidWeightsException.class)
          .hasMessageStartingWith("the file has no weights for vertex classifier of the network");
      weights.load(graph, false);
      assertThat(classifier(graph)).isEqualTo(before);
    }
  }

  @Test
  void side_heads_are_filled_where_both_have_them() {
    try (PretrainedWeights weights = NetworkFixturesTest.open(GOOGLENET.file(), GOOGLENET)) {
      assertThat(weights.options().auxiliaryHeads()).isFalse();
      ComputationGraph graph = graph(GOOGLENET, weights.options().withAuxiliaryHeads(true));
      weights.load(graph, true);
      float[] expected = GOOGLENET.file().read("aux2.fc2.bias");
      assertThat(graph.getParam("aux2_b").toFloatVector()).containsExactly(expected);
    }
  }

  @Test
  void side_heads_that_the_file_lacks_stay_as_they_are() {
    FormulaFile file = GOOGLENET.file().without("aux");
    try (PretrainedWeights weights = NetworkFixturesTest.open(file, GOOGLENET)) {
      ComputationGraph graph = graph(GOOGLENET, weights.options().withAuxiliaryHeads(true));
      INDArray before = graph.getParam("aux2_W").dup();
      weights.load(graph, true);
      assertThat(graph.getParam("aux2_W")).isEqualTo(before);
    }
  }

  /** Statistics are taken as they are: PyTorch's and Keras's networks infer with them so. */
  @Test
  void running_statistics_are_copied_unchanged() {
    try (PretrainedWeights weights = NetworkFixturesTest.open(RESNET.file(), RESNET)) {
      ComputationGraph graph = graph(RESNET, weights.options());
      weights.load(graph, true);
      assertThat(graph.getParam("conv1_var").toFloatVector())
          .containsExactly(RESNET.file().read("bn1.running_var"));
      assertThat(graph.getParam("conv1_mean").toFloatVector())
          .containsExactly(RESNET.file().read("bn1.running_mean"));
    }
  }

  /** A convolution w with statistics is one of w gamma / s and bias beta - mean gamma / s. */
  @Test
  void batch_norms_folded_into_convolutions_give_the_same_outputs() throws Exception {
    for (NetworkFixture fixture : List.of(RESNET, VGG)) {
      Path path = folder.resolve(fixture + ".safetensors");
      Safetensors.write(path, folded(fixture), Map.of());
      try (PretrainedWeights weights = PretrainedWeights.open(path, fixture.architecture())) {
        ModelOptions options = Networks.pooled(weights.options(), fixture.size());
        ComputationGraph graph = graph(fixture, options);
        weights.load(graph, true);
        INDArray outputs =
            options.includeTop()
                ? Networks.logits(graph, fixture.images())
                : graph.outputSingle(fixture.images());
        assertClose(fixture.name(), outputs, fixture.expected(), 1e-4);
      }
    }
  }

  /** The file with every batch norm folded, by PyTorch's names alone. */
  private static Map<String, FloatTensor> folded(NetworkFixture fixture) {
    FormulaFile file = fixture.file();
    Map<String, FloatTensor> folded = new LinkedHashMap<>();
    String convolution = null;
    for (String name : file.tensors().keySet()) {
      List<Long> shape = file.tensors().get(name).shape();
      String layer = name.substring(0, name.lastIndexOf('.'));
      if (shape.size() > 1) {
        convolution = layer;
      }
      if (name.endsWith(".running_mean")) {
        fold(file, folded, convolution, layer);
      } else if (!file.tensors().containsKey(layer + ".running_mean")) {
        folded.put(name, new FloatTensor(shape, file.read(name)));
      }
    }
    return folded;
  }

  private static void fold(
      FormulaFile file, Map<String, FloatTensor> folded, String convolution, String norm) {
    float[] gamma = file.read(norm + ".weight");
    float[] beta = file.read(norm + ".bias");
    float[] mean = file.read(norm + ".running_mean");
    float[] variance = file.read(norm + ".running_var");
    FloatTensor weights = folded.get(convolution + ".weight");
    FloatTensor bias = folded.get(convolution + ".bias");
    float[] shifted = new float[gamma.length];
    int window = weights.values().length / gamma.length;
    for (int i = 0; i < gamma.length; i++) {
      double scale = gamma[i] / Math.sqrt(variance[i] + 1e-5);
      for (int j = i * window; j < (i + 1) * window; j++) {
        weights.values()[j] *= (float) scale;
      }
      double old = bias == null ? 0 : bias.values()[i];
      shifted[i] = (float) (beta[i] + (old - mean[i]) * scale);
    }
    folded.put(convolution + ".bias", new FloatTensor(List.of((long) gamma.length), shifted));
  }

  @Test
  void a_lenet_of_other_images_tells_their_size_and_channels() throws Exception {
    Architecture lenet = Models.named("lenet5");
    ModelOptions options = ModelOptions.of(lenet, 7).withImage(new ImageShape(40, 40, 3));
    ComputationGraph graph = Networks.random(lenet, options, 1);
    Path path = folder.resolve("lenet.safetensors");
    WeightExport.write(graph, lenet, options, NameScheme.TORCHVISION, Map.of(), path);
    try (PretrainedWeights weights = PretrainedWeights.open(path, lenet)) {
      assertThat(weights.options()).isEqualTo(options);
    }
  }
}
