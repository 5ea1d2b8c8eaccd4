package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.dataset.MultiDataSet;

/** The gradients of every kind of block against finite differences, in double precision. */
class GradientCheckTest {

  private static final int BATCH = 3;
  private static final int SAMPLES = 12;
  private static final double STEP = 1e-6;
  private static final double TOLERANCE = 1e-5;

  /** Below this, the rounding of the score is all that a difference shows. */
  private static final double NEGLIGIBLE = 1e-9;

  /** Statistics of batches, which are no parameters of the score. */
  private static final List<String> STATISTICS = List.of("mean", "var");

  @ParameterizedTest
  @MethodSource("org.dl4jzoo.zoo.model.TinyNetwork#all")
  void gradients_equal_finite_differences(TinyNetwork network) {
    check(network.graph(DataType.DOUBLE));
  }

  /** The score is then one of inference, so the differences know nothing of how it is trained. */
  @ParameterizedTest
  @MethodSource("org.dl4jzoo.zoo.model.TinyNetwork#all")
  void gradients_with_fixed_statistics_equal_finite_differences(TinyNetwork network) {
    ComputationGraph graph = network.graph(Engine.ND4J, DataType.DOUBLE, true);
    MultiDataSet batch = TinyNetwork.batch(graph, BATCH);

    assertThat(graph.score(batch, true)).isCloseTo(graph.score(batch, false), within(1e-12));
    check(graph);
  }

  private static void check(ComputationGraph graph) {
    MultiDataSet batch = TinyNetwork.batch(graph, BATCH);
    Map<String, INDArray> gradients = TinyNetwork.gradients(graph, batch);
    for (Map.Entry<String, INDArray> parameter : graph.paramTable().entrySet()) {
      String name = parameter.getKey();
      if (STATISTICS.stream().noneMatch(statistic -> name.endsWith("_" + statistic))) {
        INDArray gradient = gradients.get(name).div(BATCH);
        check(name, graph, batch, parameter.getValue(), gradient);
      }
    }
  }

  private static void check(
      String name, ComputationGraph graph, MultiDataSet batch, INDArray values, INDArray gradient) {
    long samples = Math.min(SAMPLES, values.length());
    for (long sample = 0; sample < samples; sample++) {
      long[] index = Shape.ind2subC(values.shape(), sample * values.length() / samples);
      double expected = difference(graph, batch, values, index);
      double actual = gradient.getDouble(index);
      double bound = TOLERANCE * (Math.abs(expected) + Math.abs(actual)) + NEGLIGIBLE;
      assertThat(Math.abs(actual - expected))
          .as("%s%s: gradient %s, difference %s", name, Arrays.toString(index), actual, expected)
          .isLessThanOrEqualTo(bound);
    }
  }

  private static double difference(
      ComputationGraph graph, MultiDataSet batch, INDArray values, long[] index) {
    double value = values.getDouble(index);
    values.putScalar(index, value + STEP);
    double above = graph.score(batch, true);
    values.putScalar(index, value - STEP);
    double below = graph.score(batch, true);
    values.putScalar(index, value);
    return (above - below) / (2 * STEP);
  }
}
