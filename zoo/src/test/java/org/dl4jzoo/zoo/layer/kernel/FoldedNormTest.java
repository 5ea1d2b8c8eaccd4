package org.dl4jzoo.zoo.layer.kernel;

import static org.dl4jzoo.zoo.layer.kernel.EngineKernels.TOLERANCE;
import static org.dl4jzoo.zoo.layer.kernel.EngineKernels.TRUTH;
import static org.dl4jzoo.zoo.layer.kernel.RandomArrays.exact;
import static org.dl4jzoo.zoo.layer.kernel.RandomArrays.unset;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch normalisation folded into a convolution against the two in turn, in double precision. */
class FoldedNormTest {

  private static final double EPS = 1e-3;

  private final RandomArrays random = new RandomArrays(2);

  @ParameterizedTest
  @CsvSource({
    "ONEDNN, 1, 1, false", "ONEDNN, 1, 20, true", "ONEDNN, 3, 1, true", "ONEDNN, 3, 20, false",
    "ONEDNN, 1, 4, true", "ONEDNN, 3, 2, false", "ND4J, 1, 1, false", "ND4J, 1, 20, true",
    "ND4J, 3, 1, true", "ND4J, 3, 20, false", "ND4J, 1, 4, true", "ND4J, 3, 2, false"
  })
  void folded_equals_unfolded(EngineKernels engine, int kernel, int groups, boolean biased) {
    assertFolds(engine, shape(kernel, groups), biased);
  }

  /** Groups of four channels, of which oneDNN computes several as one. */
  @ParameterizedTest
  @EnumSource(EngineKernels.class)
  void groups_of_few_channels_too(EngineKernels engine) {
    FeatureMap in = new FeatureMap(2, 7, 5, 32);
    assertFolds(engine, new ConvolutionShape(in, 64, 3, 2, Insets.all(1), 8), false);
  }

  private void assertFolds(EngineKernels engine, ConvolutionShape shape, boolean biased) {
    INDArray x = random.normal(shape.in().shape());
    INDArray w = random.normal(shape.weights());
    INDArray bias = biased ? random.normal(shape.out()) : null;
    RunningNorm norm = random.norm(shape.out(), EPS);
    for (Activation activation : Activation.values()) {
      INDArray y = unset(DataType.FLOAT, shape.output().shape());
      engine.kernels().convolution(shape, activation, false).inferNormalized(x, w, bias, norm, y);
      assertClose(
          "y of " + activation, y, unfolded(shape, activation, x, w, bias, norm), TOLERANCE);
    }
  }

  @ParameterizedTest
  @CsvSource({"ONEDNN, 1", "ONEDNN, 3", "ND4J, 1", "ND4J, 3"})
  void a_residual_sum_is_part_of_it(EngineKernels engine, int kernel) {
    ConvolutionShape shape = shape(kernel, 1);
    INDArray x = random.normal(shape.in().shape());
    INDArray w = random.normal(shape.weights());
    INDArray term = random.normal(shape.output().shape());
    RunningNorm norm = random.norm(shape.out(), EPS);
    INDArray sum = unfolded(shape, Activation.IDENTITY, x, w, null, norm).addi(exact(term));
    for (Activation activation : Activation.values()) {
      INDArray expected = unset(DataType.DOUBLE, sum.shape());
      TRUTH.elementwise(sum.length(), activation).add(sum, sum.mul(0), expected);
      INDArray y = unset(DataType.FLOAT, sum.shape());
      engine.kernels().convolution(shape, activation, false).inferSum(x, w, null, norm, term, y);
      assertClose("y of " + activation, y, expected, TOLERANCE);
    }
  }

  @ParameterizedTest
  @EnumSource(EngineKernels.class)
  void parameters_changed_in_place_are_folded_again(EngineKernels engine) {
    ConvolutionShape shape = shape(3, 1);
    INDArray x = random.normal(shape.in().shape());
    INDArray w = random.normal(shape.weights());
    INDArray bias = random.normal(shape.out());
    RunningNorm norm = random.norm(shape.out(), EPS);
    Convolution convolution = engine.kernels().convolution(shape, Activation.RELU, false);
    INDArray y = unset(DataType.FLOAT, shape.output().shape());
    convolution.inferNormalized(x, w, bias, norm, y);
    INDArray[] changing = {w, bias, norm.gamma(), norm.beta(), norm.mean(), norm.variance()};
    for (INDArray parameter : changing) {
      parameter.muli(2);
      convolution.inferNormalized(x, w, bias, norm, y);
      INDArray expected = unfolded(shape, Activation.RELU, x, w, bias, norm);
      assertClose("y after a change", y, expected, TOLERANCE);
    }
  }

  private static ConvolutionShape shape(int kernel, int groups) {
    FeatureMap in = new FeatureMap(2, 7, 5, 20);
    int out = groups == 1 ? 21 : 20;
    return new ConvolutionShape(in, out, kernel, 2, Insets.all(kernel / 2), groups);
  }

  private static INDArray unfolded(
      ConvolutionShape shape,
      Activation activation,
      INDArray x,
      INDArray w,
      INDArray bias,
      RunningNorm norm) {
    INDArray sum = unset(DataType.DOUBLE, shape.output().shape());
    TRUTH
        .convolution(shape, Activation.IDENTITY, false)
        .forward(exact(x), exact(w), exact(bias), sum);
    INDArray y = unset(DataType.DOUBLE, shape.output().shape());
    RunningNorm exact =
        new RunningNorm(
            exact(norm.gamma()),
            exact(norm.beta()),
            exact(norm.mean()),
            exact(norm.variance()),
            EPS);
    TRUTH.batchNorm(shape.output(), EPS, activation, false).infer(sum, exact, y);
    return y;
  }
}
