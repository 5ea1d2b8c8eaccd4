package org.dl4jzoo.zoo.layer.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.stream.Stream;
import org.dl4jzoo.zoo.layer.kernel.onednn.OnednnKernels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Convolutions of values rounded to bfloat16 beside those of the values themselves. */
class Bfloat16ConvolutionTest {

  private static final ConvolutionShape NHWC =
      new ConvolutionShape(new FeatureMap(3, 13, 11, 5), 21, 3, 2, Insets.all(1), 1);

  private static final ConvolutionShape FROM_IMAGE = NHWC.toBlocks(16);

  private static final ConvolutionShape IN_BLOCKS =
      new ConvolutionShape(new FeatureMap(2, 9, 7, 32, 16), 48, 1, 1, Insets.NONE, 1);

  private static final ConvolutionShape DEPTHWISE =
      new ConvolutionShape(new FeatureMap(3, 13, 11, 19), 19, 3, 1, Insets.all(1), 19);

  private final RandomArrays random = new RandomArrays(1);

  @BeforeAll
  static void needs_the_hardware() {
    assumeThat(OnednnKernels.hasBfloat16())
        .as("a CPU that multiplies bfloat16 values (AVX512-BF16 or AMX)")
        .isTrue();
  }

  static Stream<ConvolutionShape> rounded() {
    return Stream.of(NHWC, FROM_IMAGE, IN_BLOCKS);
  }

  /** Their sums are whole numbers below 2^24, which float32 holds as well. */
  @ParameterizedTest
  @MethodSource("rounded")
  void small_whole_numbers_which_bfloat16_holds_give_the_very_same(ConvolutionShape shape) {
    Results expected = new Results(shape);
    Results actual = new Results(shape);
    INDArray x = wholeNumbers(shape.in().shape());
    INDArray w = wholeNumbers(shape.weights());
    INDArray dz = wholeNumbers(shape.output().shape());
    expected.compute(new OnednnKernels(false), true, x, w, dz);
    actual.compute(new OnednnKernels(true), true, x, w, dz);
    assertThat(actual.y).isEqualTo(expected.y);
    assertThat(actual.dw).isEqualTo(expected.dw);
    assertThat(actual.dx).isEqualTo(expected.dx);
    assertThat(expected.dw.amaxNumber().doubleValue()).isBetween(1.0, Math.pow(2, 24));
  }

  private INDArray wholeNumbers(long... shape) {
    INDArray numbers = Nd4j.math().round(random.normal(shape).muli(3));
    return Nd4j.math().clipByValue(numbers, -8, 8);
  }

  /**
   * With 8 significant bits a factor is off by a share of up to 2^-8, its root mean square about
   * 2^-9.2; independent errors of both factors of all products leave 2^-8.7 of the sums' length.
   */
  @ParameterizedTest
  @MethodSource("rounded")
  void other_values_are_off_by_what_rounding_makes(ConvolutionShape shape) {
    Results expected = new Results(shape);
    Results actual = new Results(shape);
    INDArray x = random.normal(shape.in().shape());
    INDArray w = random.normal(shape.weights());
    INDArray dz = random.normal(shape.output().shape());
    expected.compute(new OnednnKernels(false), true, x, w, dz);
    actual.compute(new OnednnKernels(true), true, x, w, dz);
    assertRounded("y", actual.y, expected.y);
    assertRounded("dw", actual.dw, expected.dw);
    if (!shape.intoBlocks()) {
      assertRounded("dx", actual.dx, expected.dx);
    }
  }

  private static void assertRounded(String what, INDArray actual, INDArray expected) {
    double error = actual.sub(expected).norm2Number().doubleValue();
    assertThat(error / expected.norm2Number().doubleValue())
        .as("relative error of %s", what)
        .isBetween(Math.pow(2, -10), Math.pow(2, -8));
  }

  @Test
  void inference_and_depthwise_convolutions_stay_float32() {
    assertSame(NHWC, false);
    assertSame(DEPTHWISE, false);
    assertSame(DEPTHWISE, true);
  }

  private void assertSame(ConvolutionShape shape, boolean training) {
    Results expected = new Results(shape);
    Results actual = new Results(shape);
    INDArray x = random.normal(shape.in().shape());
    INDArray w = random.normal(shape.weights());
    INDArray dz = random.normal(shape.output().shape());
    expected.compute(new OnednnKernels(false), training, x, w, dz);
    actual.compute(new OnednnKernels(true), training, x, w, dz);
    assertThat(actual.y.sub(expected.y).amaxNumber().doubleValue()).isZero();
  }

  private static final class Results {

    private final ConvolutionShape shape;
    private final INDArray y;
    private final INDArray dw;
    private final INDArray dx;

    Results(ConvolutionShape shape) {
      this.shape = shape;
      this.y = Nd4j.create(DataType.FLOAT, shape.output().shape());
      this.dw = Nd4j.create(DataType.FLOAT, shape.weights());
      this.dx = Nd4j.create(DataType.FLOAT, shape.in().shape());
    }

    void compute(Kernels kernels, boolean training, INDArray x, INDArray w, INDArray dz) {
      Convolution convolution = kernels.convolution(shape, Activation.IDENTITY, training);
      convolution.forward(x, w, null, y);
      if (training) {
        convolution.backwardWeights(x, dz, dw, null);
      }
      if (training && !shape.intoBlocks()) {
        convolution.backwardData(w, dz, dx);
      }
    }
  }
}
