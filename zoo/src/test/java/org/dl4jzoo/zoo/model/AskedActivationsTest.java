package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * However inference lays out its maps or fuses its layers, what a user asks for is NHWC and true:
 * as with ND4J's operations, which do neither.
 */
class AskedActivationsTest {

  private static final double TOLERANCE = 1e-4;

  private ComputationGraph graph;
  private INDArray images;
  private Map<String, INDArray> expected;

  private void make(String model) {
    OptionsOf options = SmallGraphs.options(model);
    images = SmallGraphs.images(options, 2);
    graph = SmallGraphs.graph(model);
    ComputationGraph truth = SmallGraphs.graph(model, Execution.on(Engine.ND4J));
    truth.setParams(graph.params());
    expected = truth.feedForward(images, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "mobilenetv2", "googlenet-bn", "densenet121"})
  void all_activations_are_seen_as_they_are(String model) {
    make(model);
    Map<String, INDArray> all = graph.feedForward(images, false);
    assertThat(all).containsKeys(expected.keySet().toArray(String[]::new));
    expected.keySet().forEach(name -> check(name, all.get(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "mobilenetv2", "googlenet-bn", "densenet121"})
  void the_output_alone_is_the_same(String model) {
    make(model);
    check("classifier", graph.outputSingle(images));
    INDArray again = graph.outputSingle(images);
    check("classifier", again);
    Bits.assertSame("a second time", graph.outputSingle(images), again);
  }

  private void check(String name, INDArray actual) {
    assertThat(actual.shape()).as(name).isEqualTo(expected.get(name).shape());
    assertClose(name, actual, expected.get(name), TOLERANCE);
  }
}
