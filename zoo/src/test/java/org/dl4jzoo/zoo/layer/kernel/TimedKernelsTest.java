package org.dl4jzoo.zoo.layer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.dl4jzoo.zoo.layer.kernel.nd4j.Nd4jKernels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The names under which profiles show kernels. */
class TimedKernelsTest {

  private final RandomArrays random = new RandomArrays(12);
  private final KernelTimes times = new KernelTimes();
  private final Kernels kernels = new TimedKernels(new Nd4jKernels(), times);

  @ParameterizedTest
  @CsvSource({
    "8, 8, 3, 1, 3x3 convolution",
    "1, 8, 5, 1, 5x5 convolution",
    "8, 8, 3, 2, grouped 3x3 convolution",
    "8, 16, 1, 8, grouped 1x1 convolution",
    "8, 8, 3, 8, depthwise convolution",
  })
  void convolutions_are_told_apart_by_their_groups(
      long in, long out, int kernel, long groups, String kind) {
    ConvolutionShape shape =
        new ConvolutionShape(
            new FeatureMap(1, 5, 5, in), out, kernel, 1, Insets.all(kernel / 2), groups);
    INDArray x = random.normal(shape.in().shape());
    INDArray w = random.normal(shape.weights());
    INDArray y = random.normal(shape.output().shape());
    Convolution convolution = kernels.convolution(shape, Activation.IDENTITY, true);

    convolution.forward(x, w, null, y);
    convolution.backwardData(w, y, x);
    convolution.backwardWeights(x, y, w, null);

    assertThat(times.seconds())
        .containsOnlyKeys(
            kind + ", forward", kind + ", input's gradient", kind + ", weights' gradient");
  }
}
