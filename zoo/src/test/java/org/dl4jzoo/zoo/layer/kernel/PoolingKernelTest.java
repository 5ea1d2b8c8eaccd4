package org.dl4jzoo.zoo.layer.kernel;

import static org.dl4jzoo.zoo.layer.kernel.EngineKernels.TOLERANCE;
import static org.dl4jzoo.zoo.layer.kernel.EngineKernels.TRUTH;
import static org.dl4jzoo.zoo.layer.kernel.RandomArrays.exact;
import static org.dl4jzoo.zoo.layer.kernel.RandomArrays.unset;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Pooling in float32 against the same in double precision; padding counts for nothing. */
class PoolingKernelTest {

  private final RandomArrays random = new RandomArrays(4);

  static Stream<PoolingShape> shapes() {
    return Stream.of(true, false)
        .flatMap(
            max -> Stream.of(1, 3).flatMap(batch -> shapes(new FeatureMap(batch, 9, 7, 19), max)));
  }

  private static Stream<PoolingShape> shapes(FeatureMap in, boolean max) {
    return Stream.of(
        new PoolingShape(in, max, 2, 2, 2, Insets.NONE),
        new PoolingShape(in, max, 3, 3, 2, Insets.all(1)),
        new PoolingShape(in, max, 3, 3, 1, Insets.all(1)),
        new PoolingShape(in, max, 3, 3, 2, new Insets(0, 1, 0, 1)),
        new PoolingShape(in, max, 2, 2, 2, new Insets(0, 1, 0, 1)),
        new PoolingShape(in, max, 9, 7, 1, Insets.NONE));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void outputs_and_gradients(PoolingShape shape) {
    INDArray x = random.normal(shape.in().shape()).subi(3);
    INDArray dy = random.normal(shape.output().shape());
    INDArray y = unset(DataType.DOUBLE, shape.output().shape());
    INDArray dx = unset(DataType.DOUBLE, shape.in().shape());
    Pooling truth = TRUTH.pooling(shape, true);
    truth.forward(exact(x), y);
    truth.backward(exact(x), y, exact(dy), dx);
    for (EngineKernels engine : EngineKernels.values()) {
      INDArray actualY = unset(DataType.FLOAT, shape.output().shape());
      INDArray actualDx = unset(DataType.FLOAT, shape.in().shape());
      Pooling pooling = engine.kernels().pooling(shape, true);
      pooling.forward(x, actualY);
      pooling.backward(x, actualY, dy, actualDx);
      assertClose("y of " + engine, actualY, y, TOLERANCE);
      assertClose("dx of " + engine, actualDx, dx, TOLERANCE);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void inference_gives_the_same_outputs(PoolingShape shape) {
    INDArray x = random.normal(shape.in().shape()).subi(3);
    INDArray expected = unset(DataType.DOUBLE, shape.output().shape());
    TRUTH.pooling(shape, false).forward(exact(x), expected);
    for (EngineKernels engine : EngineKernels.values()) {
      INDArray y = unset(DataType.FLOAT, shape.output().shape());
      engine.kernels().pooling(shape, false).forward(x, y);
      assertClose("y of " + engine, y, expected, TOLERANCE);
    }
  }
}
