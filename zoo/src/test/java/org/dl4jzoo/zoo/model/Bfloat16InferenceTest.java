package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertCloseInLength;

import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.inference.Logits;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Precision;
import org.dl4jzoo.zoo.net.Net;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Networks that compute with bfloat16 against the float32 graphs that they were made of. */
class Bfloat16InferenceTest {

  /**
   * Of the length of the logits: 8 significant bits are off by up to 2^-9 in each of some layers.
   */
  private static final double TOLERANCE = 0.01;

  @BeforeAll
  static void needs_the_hardware() {
    assumeThat(Engine.computes(Precision.BF16))
        .as("a CPU that multiplies bfloat16 values (AVX512-BF16 or AMX)")
        .isTrue();
  }

  static Stream<TinyNetwork> blocks() {
    return TinyNetwork.all().stream();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void every_kind_of_block_gives_nearly_the_graphs_logits(TinyNetwork network) {
    ComputationGraph graph = network.graph(Engine.ONEDNN, DataType.FLOAT);
    INDArray images = TinyNetwork.batch(graph, 3).getFeatures(0);
    Net net = Models.net(network, ModelOptions.of(network, TinyNetwork.CLASSES));
    compare(network.name(), graph, net, images, TOLERANCE);
  }

  /** One network of each family, and of other kinds of blocks: groups, and norms before layers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "lenet5",
        "alexnet",
        "vgg11",
        "googlenet",
        "googlenet-bn",
        "resnet18",
        "resnext50-32x4d",
        "densenet121",
        "mobilenetv2"
      })
  void every_family_gives_nearly_the_graphs_logits(String model) {
    OptionsOf options = SmallGraphs.options(model);
    ComputationGraph graph = SmallGraphs.varied(options);
    Net net = Models.net(options.architecture(), options.options());
    // Random weights of 52 layers without a norm of their own make more of each rounding.
    double tolerance = model.equals("mobilenetv2") ? 10 * TOLERANCE : 3 * TOLERANCE;
    for (int count : new int[] {3, 1, 32}) {
      compare(model, graph, net, SmallGraphs.images(options, count), tolerance);
    }
  }

  /** Folded weights of convolutions, and rounded ones of fully connected layers. */
  @ParameterizedTest
  @ValueSource(strings = {"lenet5", "resnet18"})
  void new_parameters_count_when_it_is_refreshed(String model) {
    OptionsOf options = SmallGraphs.options(model);
    ComputationGraph graph = SmallGraphs.varied(options);
    Net net = Models.net(options.architecture(), options.options());
    INDArray images = SmallGraphs.images(options, 2);
    try (Inference narrow = Inference.bfloat16(graph, net, net.logits(), null)) {
      INDArray before = narrow.of(images);
      graph.setParams(graph.params().mul(0.9));
      narrow.refresh();
      INDArray after = narrow.of(images);

      assertThat(after).isNotEqualTo(before);
      try (Inference later = Inference.bfloat16(graph, net, net.logits(), null)) {
        Bits.assertSame("logits of one made later", later.of(images), after);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AVG", "MAX", "NONE"})
  void features_are_float32(FeaturePooling pooling) {
    OptionsOf options = SmallGraphs.options("densenet121").features(pooling);
    ComputationGraph graph = SmallGraphs.varied(options);
    Net net = Models.net(options.architecture(), options.options());
    INDArray images = SmallGraphs.images(options, 2);
    INDArray truth = graph.output(false, images)[0];
    try (Inference narrow = Inference.bfloat16(graph, net, net.outputs().get(0).value(), null)) {
      assertCloseInLength(pooling.name(), narrow.of(images), truth, 3 * TOLERANCE);
    }
  }

  private static void compare(
      String what, ComputationGraph graph, Net net, INDArray images, double tolerance) {
    INDArray truth = Logits.of(graph, images);
    try (Inference narrow = Inference.bfloat16(graph, net, net.logits(), null)) {
      INDArray logits = narrow.of(images);
      assertCloseInLength(what, logits, truth, tolerance);
      assertThat(logits).as("what was rounded").isNotEqualTo(truth);
    }
  }
}
