package org.dl4jzoo.zoo.layer.kernel;

import static org.dl4jzoo.zoo.layer.kernel.EngineKernels.TOLERANCE;
import static org.dl4jzoo.zoo.layer.kernel.EngineKernels.TRUTH;
import static org.dl4jzoo.zoo.layer.kernel.RandomArrays.exact;
import static org.dl4jzoo.zoo.layer.kernel.RandomArrays.unset;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Convolutions in float32 against the same in double precision, on odd sizes and channels. */
class ConvolutionKernelTest {

  private static final List<Insets> PADDINGS =
      List.of(Insets.NONE, Insets.all(2), new Insets(0, 1, 0, 1), new Insets(2, 1, 0, 3));

  private final RandomArrays random = new RandomArrays(1);

  /** Kernel sizes x strides x paddings x groups x batch sizes. */
  static Stream<ConvolutionShape> shapes() {
    List<ConvolutionShape> shapes = new ArrayList<>();
    for (int kernel : new int[] {1, 3, 5, 7, 11}) {
      for (int stride : new int[] {1, 2, 4}) {
        for (Insets padding : PADDINGS) {
          shapes.add(dense(1, kernel, stride, padding));
          shapes.add(dense(3, kernel, stride, padding));
          shapes.add(depthwise(1, kernel, stride, padding));
          shapes.add(depthwise(3, kernel, stride, padding));
          shapes.add(grouped(3, kernel, stride, padding));
        }
      }
    }
    for (int stride : new int[] {1, 2}) {
      shapes.add(ofFewChannels(32, 32, stride));
      shapes.add(ofFewChannels(8, 64, stride));
    }
    return shapes.stream();
  }

  private static ConvolutionShape dense(int batch, int kernel, int stride, Insets padding) {
    return new ConvolutionShape(new FeatureMap(batch, 13, 11, 3), 21, kernel, stride, padding, 1);
  }

  private static ConvolutionShape depthwise(int batch, int kernel, int stride, Insets padding) {
    return new ConvolutionShape(new FeatureMap(batch, 13, 11, 19), 19, kernel, stride, padding, 19);
  }

  private static ConvolutionShape grouped(int batch, int kernel, int stride, Insets padding) {
    return new ConvolutionShape(new FeatureMap(batch, 13, 11, 15), 21, kernel, stride, padding, 3);
  }

  /** Groups of 2 or 8 channels, as ResNeXt's, which oneDNN computes several at a time. */
  private static ConvolutionShape ofFewChannels(int groups, int out, int stride) {
    FeatureMap in = new FeatureMap(2, 7, 6, 64);
    return new ConvolutionShape(in, out, 3, stride, Insets.all(1), groups);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void outputs_with_and_without_bias_and_activation(ConvolutionShape shape) {
    INDArray x = random.normal(shape.in().shape());
    INDArray w = random.normal(shape.weights());
    INDArray sum = unset(DataType.DOUBLE, shape.output().shape());
    TRUTH.convolution(shape, Activation.IDENTITY, true).forward(exact(x), exact(w), null, sum);
    assertOutput(EngineKernels.ND4J, shape, Activation.IDENTITY, x, w, null, sum);
    for (Activation activation : Activation.values()) {
      assertOutput(EngineKernels.ONEDNN, shape, activation, x, w, null, sum);
      assertOutput(EngineKernels.ONEDNN, shape, activation, x, w, random.normal(shape.out()), sum);
    }
  }

  private static void assertOutput(
      EngineKernels engine,
      ConvolutionShape shape,
      Activation activation,
      INDArray x,
      INDArray w,
      INDArray bias,
      INDArray sum) {
    INDArray y = unset(DataType.FLOAT, shape.output().shape());
    engine.kernels().convolution(shape, activation, true).forward(x, w, bias, y);
    INDArray expected = bias == null ? sum.dup() : sum.add(exact(bias));
    TRUTH.elementwise(sum.length(), activation).add(expected, Nd4j.zerosLike(sum), expected);
    String what = "y of %s, %s, bias %s".formatted(engine, activation, bias != null);
    assertClose(what, y, expected, TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void nd4j_adds_the_bias_before_the_activation(Activation activation) {
    ConvolutionShape shape = dense(3, 3, 2, Insets.all(1));
    INDArray x = random.normal(shape.in().shape());
    INDArray w = random.normal(shape.weights());
    INDArray sum = unset(DataType.DOUBLE, shape.output().shape());
    TRUTH.convolution(shape, Activation.IDENTITY, true).forward(exact(x), exact(w), null, sum);
    INDArray bias = random.normal(shape.out());
    assertOutput(EngineKernels.ND4J, shape, activation, x, w, bias, sum);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void gradients_of_weights_bias_and_input(ConvolutionShape shape) {
    INDArray x = random.normal(shape.in().shape());
    INDArray w = random.normal(shape.weights());
    INDArray dz = random.normal(shape.output().shape());
    Gradients expected = new Gradients(shape, DataType.DOUBLE);
    expected.compute(TRUTH, exact(x), exact(w), exact(dz));
    for (EngineKernels engine : EngineKernels.values()) {
      Gradients actual = new Gradients(shape, DataType.FLOAT);
      actual.compute(engine.kernels(), x, w, dz);
      assertClose("dw of " + engine, actual.dw, expected.dw, TOLERANCE);
      assertClose("db of " + engine, actual.db, expected.db, TOLERANCE);
      assertClose("dx of " + engine, actual.dx, expected.dx, TOLERANCE);
    }
    INDArray dw = unset(DataType.FLOAT, shape.weights());
    Kernels onednn = EngineKernels.ONEDNN.kernels();
    onednn.convolution(shape, Activation.IDENTITY, true).backwardWeights(x, dz, dw, null);
    assertClose("dw without bias", dw, expected.dw, TOLERANCE);
  }

  private static final class Gradients {

    private final ConvolutionShape shape;
    private final INDArray dw;
    private final INDArray db;
    private final INDArray dx;

    Gradients(ConvolutionShape shape, DataType type) {
      this.shape = shape;
      this.dw = unset(type, shape.weights());
      this.db = unset(type, shape.out());
      this.dx = unset(type, shape.in().shape());
    }

    void compute(Kernels kernels, INDArray x, INDArray w, INDArray dz) {
      Convolution convolution = kernels.convolution(shape, Activation.IDENTITY, true);
      convolution.backwardWeights(x, dz, dw, db);
      convolution.backwardData(w, dz, dx);
    }
  }
}
