package org.dl4jzoo.zoo.layer.kernel;

import static org.dl4jzoo.zoo.layer.kernel.EngineKernels.TOLERANCE;
import static org.dl4jzoo.zoo.layer.kernel.EngineKernels.TRUTH;
import static org.dl4jzoo.zoo.layer.kernel.RandomArrays.exact;
import static org.dl4jzoo.zoo.layer.kernel.RandomArrays.unset;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch normalisation with activation in float32 against the same in double precision. */
class BatchNormKernelTest {

  private static final double EPS = 1e-5;

  private final RandomArrays random = new RandomArrays(3);

  static Stream<Arguments> cases() {
    return Arrays.stream(EngineKernels.values())
        .flatMap(
            engine ->
                Arrays.stream(Activation.values())
                    .flatMap(
                        activation ->
                            Stream.of(
                                    new FeatureMap(3, 5, 7, 19),
                                    new FeatureMap(1, 5, 3, 16),
                                    new FeatureMap(4, 1, 1, 33))
                                .map(map -> Arguments.of(engine, activation, map))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void statistics_outputs_and_gradients_of_a_batch(
      EngineKernels engine, Activation activation, FeatureMap map) {
    INDArray x = random.normal(map.shape()).muli(2).addi(0.5);
    INDArray gamma = random.positive(map.channels()).muli(3);
    INDArray beta = random.normal(map.channels());
    INDArray dy = random.normal(map.shape());
    Pass expected = new Pass(map, DataType.DOUBLE);
    expected.run(TRUTH, activation, exact(x), exact(gamma), exact(beta), exact(dy));
    Pass actual = new Pass(map, DataType.FLOAT);
    actual.run(engine.kernels(), activation, x, gamma, beta, dy);
    assertClose("mean", actual.mean, expected.mean, TOLERANCE);
    assertClose("variance", actual.variance, expected.variance, TOLERANCE);
    assertClose("y", actual.y, expected.y, TOLERANCE);
    assertClose("dgamma", actual.dgamma, expected.dgamma, TOLERANCE);
    assertClose("dbeta", actual.dbeta, expected.dbeta, TOLERANCE);
    assertClose("dx", actual.dx, expected.dx, TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inference_takes_the_running_statistics(
      EngineKernels engine, Activation activation, FeatureMap map) {
    INDArray x = random.normal(map.shape());
    INDArray gamma = random.positive(map.channels()).muli(3);
    INDArray beta = random.normal(map.channels());
    INDArray mean = random.normal(map.channels());
    INDArray variance = random.positive(map.channels());
    INDArray expected = unset(DataType.DOUBLE, map.shape());
    TRUTH
        .batchNorm(map, EPS, activation, false)
        .infer(
            exact(x),
            new RunningNorm(exact(gamma), exact(beta), exact(mean), exact(variance), EPS),
            expected);
    INDArray y = unset(DataType.FLOAT, map.shape());
    RunningNorm norm = new RunningNorm(gamma, beta, mean, variance, EPS);
    engine.kernels().batchNorm(map, EPS, activation, false).infer(x, norm, y);
    assertClose("y", y, expected, TOLERANCE);
  }

  private static final class Pass {

    private final FeatureMap map;
    private final INDArray mean;
    private final INDArray variance;
    private final INDArray y;
    private final INDArray dgamma;
    private final INDArray dbeta;
    private final INDArray dx;

    Pass(FeatureMap map, DataType type) {
      this.map = map;
      this.mean = unset(type, map.channels());
      this.variance = unset(type, map.channels());
      this.y = unset(type, map.shape());
      this.dgamma = unset(type, map.channels());
      this.dbeta = unset(type, map.channels());
      this.dx = unset(type, map.shape());
    }

    void run(
        Kernels kernels,
        Activation activation,
        INDArray x,
        INDArray gamma,
        INDArray beta,
        INDArray dy) {
      BatchNorm norm = kernels.batchNorm(map, EPS, activation, true);
      norm.forward(x, gamma, beta, mean, variance, y);
      norm.backward(x, y, dy, gamma, mean, variance, dgamma, dbeta, dx);
    }
  }
}
