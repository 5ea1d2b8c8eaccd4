package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertCloseInLength;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Every kind of block from the same parameters: our layers in double precision against
 * Deeplearning4j's own, which are other code, and each engine's float32 against double precision.
 */
class EnginesAgreeTest {

  private static final int BATCH = 4;

  /**
   * Deeplearning4j counts the padding into a mean, which we and PyTorch's ceil mode don't, its
   * gradient of response normalisation misses finite differences by 7e-4, and it has no groups.
   */
  static Stream<TinyNetwork> networksOfDeeplearning4j() {
    List<String> excluded =
        List.of("padded-avg-pool", "response-norm", "grouped-bn-relu", "grouped-in-blocks");
    return TinyNetwork.all().stream().filter(network -> !excluded.contains(network.name()));
  }

  @ParameterizedTest
  @MethodSource("networksOfDeeplearning4j")
  void our_layers_give_what_deeplearning4js_give(TinyNetwork network) {
    ComputationGraph ours = graph(network, Engine.ND4J, DataType.DOUBLE);
    ComputationGraph stock = graph(network, Engine.STOCK, DataType.DOUBLE);
    Map<String, INDArray> parameters = stock.paramTable();
    ours.paramTable().forEach((name, value) -> stocks(name, value, parameters).assign(value));
    MultiDataSet batch = TinyNetwork.batch(ours, BATCH);
    assertClose("output", output(ours, batch), output(stock, batch), 1e-9);
    Map<String, INDArray> expected = TinyNetwork.gradients(stock, batch);
    Map<String, INDArray> gradients = TinyNetwork.gradients(ours, batch);
    gradients.forEach(
        (name, gradient) -> {
          if (hasEffect(name, gradients)) {
            assertClose(name, gradient, stocks(name, gradient, expected), 1e-9);
          }
        });
  }

  /** The array of a parameter in the stock graph, which has a vertex for each step of a block. */
  private static INDArray stocks(String name, INDArray ours, Map<String, INDArray> stock) {
    String vertex = name.substring(0, name.lastIndexOf('_'));
    String key = name.substring(name.lastIndexOf('_'));
    INDArray array =
        Stream.of("", ".conv", ".norm")
            .map(step -> stock.get(vertex + step + key))
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + name + " in " + stock.keySet()));
    if (array.rank() == 2 && ours.rank() == 1) {
      return array.reshape(ours.shape());
    }
    boolean depthwise = array.rank() == 4 && !Arrays.equals(array.shape(), ours.shape());
    return depthwise ? array.permute(2, 3, 0, 1) : array;
  }

  @ParameterizedTest
  @MethodSource("org.dl4jzoo.zoo.model.TinyNetwork#all")
  void onednn_in_float32_is_as_exact_as_float32_can_be(TinyNetwork network) {
    assertEqualsDouble(network, Engine.ONEDNN, false);
  }

  @ParameterizedTest
  @MethodSource("org.dl4jzoo.zoo.model.TinyNetwork#all")
  void onednn_with_fixed_statistics_is_as_exact(TinyNetwork network) {
    assertEqualsDouble(network, Engine.ONEDNN, true);
  }

  @ParameterizedTest
  @MethodSource("org.dl4jzoo.zoo.model.TinyNetwork#all")
  void nd4j_in_float32_is_as_exact_as_float32_can_be(TinyNetwork network) {
    assertEqualsDouble(network, Engine.ND4J, false);
  }

  private static ComputationGraph graph(TinyNetwork network, Engine engine, DataType type) {
    return graph(network, engine, type, false);
  }

  private static ComputationGraph graph(
      TinyNetwork network, Engine engine, DataType type, boolean statisticsFixed) {
    return network.graph(engine, type, statisticsFixed);
  }

  private static void assertEqualsDouble(
      TinyNetwork network, Engine engine, boolean statisticsFixed) {
    ComputationGraph truth = graph(network, Engine.ND4J, DataType.DOUBLE, statisticsFixed);
    MultiDataSet exactBatch = TinyNetwork.batch(truth, BATCH);
    INDArray expected = output(truth, exactBatch);
    Map<String, INDArray> expectedGradients = TinyNetwork.gradients(truth, exactBatch);
    ComputationGraph graph = graph(network, engine, DataType.FLOAT, statisticsFixed);
    MultiDataSet batch = TinyNetwork.batch(graph, BATCH);
    assertClose("output", output(graph, batch), expected, 1e-4);
    Map<String, INDArray> gradients = TinyNetwork.gradients(graph, batch);
    expectedGradients.forEach(
        (name, gradient) -> {
          if (statisticsFixed || hasEffect(name, gradients)) {
            assertCloseInLength(name, gradients.get(name), gradient, 1e-3);
          } else {
            assertThat(gradients.get(name).amaxNumber().doubleValue()).isLessThan(1e-5);
          }
        });
  }

  /** The batch's own mean takes away the bias of the convolution before it. */
  private static boolean hasEffect(String name, Map<String, INDArray> all) {
    return !name.endsWith("_b") || !all.containsKey(name.replace("_b", "_gamma"));
  }

  private static INDArray output(ComputationGraph graph, MultiDataSet batch) {
    return graph.output(batch.getFeatures())[0];
  }

  /** Deeplearning4j's rule, with the biased variance: decay x old + (1 - decay) x batch's. */
  @ParameterizedTest
  @EnumSource(
      value = Engine.class,
      names = {"ONEDNN", "ND4J"})
  void a_step_moves_the_running_statistics_towards_the_batchs(Engine engine) {
    TinyNetwork network = TinyNetwork.named("conv-bn");
    ComputationGraph graph = graph(network, engine, DataType.FLOAT);
    MultiDataSet batch = TinyNetwork.batch(graph, BATCH);
    INDArray pixels = graph.feedForward(batch.getFeatures(), false).get("stem").reshape(-1, 4);
    INDArray sum = pixels.mmul(graph.getParam("block_W").reshape(5, 4).transpose());
    INDArray mean = sum.mean(0);
    INDArray variance = Transforms.pow(sum.subRowVector(mean), 2).mean(0);
    INDArray oldMean = graph.getParam("block_mean").dup();
    INDArray oldVariance = graph.getParam("block_var").dup();
    graph.fit(batch);
    assertFollowed("mean", graph.getParam("block_mean"), oldMean, mean);
    assertFollowed("variance", graph.getParam("block_var"), oldVariance, variance);
  }

  @ParameterizedTest
  @EnumSource(
      value = Engine.class,
      names = {"ONEDNN", "ND4J"})
  void a_step_leaves_fixed_statistics_alone_and_trains_the_rest(Engine engine) {
    for (String name : List.of("conv-bias-bn-relu6", "dense-block")) {
      ComputationGraph graph = graph(TinyNetwork.named(name), engine, DataType.FLOAT, true);
      Map<String, INDArray> before = new HashMap<>();
      graph.paramTable().forEach((key, value) -> before.put(key, value.dup()));
      graph.fit(TinyNetwork.batch(graph, BATCH));
      graph
          .paramTable()
          .forEach(
              (key, value) ->
                  assertThat(value.sub(before.get(key)).amaxNumber().doubleValue() == 0)
                      .as(key)
                      .isEqualTo(key.endsWith("_mean") || key.endsWith("_var")));
    }
  }

  private static void assertFollowed(String what, INDArray now, INDArray old, INDArray ofBatch) {
    assertClose(what, now, old.mul(0.9).addi(ofBatch.mul(0.1)), 1e-5);
  }
}
