package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertCloseInLength;

import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.inference.IntegerArithmetic;
import org.dl4jzoo.zoo.inference.Logits;
import org.dl4jzoo.zoo.inference.Quantization;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.program.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Quantized networks against the float32 graphs that they were made of. */
class QuantizedInferenceTest {

  /** Of the length of the logits: 8 bits keep a number to a half of 1/127. */
  private static final double TOLERANCE = 0.03;

  static Stream<TinyNetwork> blocks() {
    return TinyNetwork.all().stream();
  }

  /** So few weights make much of the bit that oneDNN takes from some of them without VNNI. */
  @ParameterizedTest
  @MethodSource("blocks")
  void every_kind_of_block_gives_nearly_the_graphs_outputs(TinyNetwork network) {
    assumeThat(IntegerArithmetic.notes()).as("skipped").isEmpty();
    ComputationGraph graph = network.graph(Engine.ONEDNN, DataType.FLOAT);
    INDArray images = TinyNetwork.batch(graph, 3).getFeatures(0);
    Net net = Models.net(network, ModelOptions.of(network, TinyNetwork.CLASSES));
    compare(network.name(), graph, net, images, TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet5", "googlenet", "resnet18", "densenet121", "mobilenetv2"})
  void every_family_gives_nearly_the_graphs_outputs(String model) {
    OptionsOf options = SmallGraphs.options(model);
    ComputationGraph graph = SmallGraphs.varied(options);
    Net net = Models.net(options.architecture(), options.options());
    // Random weights of 52 layers without a norm of their own make more of each rounding.
    double tolerance = model.equals("mobilenetv2") ? 0.25 : 0.1;
    compare(model, graph, net, SmallGraphs.images(options, 4), tolerance);
  }

  /** Their fully connected layers, like those of LeNet-5, have 54 and 120 million weights. */
  @ParameterizedTest
  @ValueSource(strings = {"alexnet", "vgg11"})
  void families_of_large_classifiers_give_nearly_the_graphs_features(String model) {
    OptionsOf options = SmallGraphs.options(model).features(FeaturePooling.AVG);
    ComputationGraph graph = SmallGraphs.varied(options);
    Net net = Models.net(options.architecture(), options.options());
    INDArray images = SmallGraphs.images(options, 4);
    Value features = net.outputs().get(0).value();
    compare(model, graph, net, features, images, graph.output(false, images)[0], 0.1);
  }

  private static void compare(
      String what, ComputationGraph graph, Net net, INDArray images, double tolerance) {
    INDArray truth = Logits.of(graph, images);
    compare(what, graph, net, net.logits(), images, truth, tolerance);
  }

  private static void compare(
      String what,
      ComputationGraph graph,
      Net net,
      Value output,
      INDArray images,
      INDArray truth,
      double tolerance) {
    Quantization quantization = new Quantization(graph, net);
    quantization.observe(images);
    try (Inference quantized = Inference.quantized(net, output, quantization.quantized(), null)) {
      for (int i = 0; i < 2; i++) {
        assertCloseInLength(what, quantized.of(images), truth, tolerance);
      }
    }
  }
}
