package org.dl4jzoo.zoo.layer.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dl4jzoo.zoo.layer.kernel.EngineKernels.TOLERANCE;
import static org.dl4jzoo.zoo.layer.kernel.EngineKernels.TRUTH;
import static org.dl4jzoo.zoo.layer.kernel.RandomArrays.exact;
import static org.dl4jzoo.zoo.layer.kernel.RandomArrays.unset;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Response normalisation, sums, joins and parts. */
class ChannelKernelsTest {

  private final RandomArrays random = new RandomArrays(5);

  @ParameterizedTest
  @CsvSource({"ONEDNN, 19", "ONEDNN, 64", "ONEDNN, 3", "ND4J, 19", "ND4J, 64", "ND4J, 3"})
  void response_norm_and_its_gradient(EngineKernels engine, int channels) {
    FeatureMap map = new FeatureMap(2, 3, 5, channels);
    INDArray x = random.normal(map.shape()).muli(10);
    INDArray dy = random.normal(map.shape());
    INDArray y = unset(DataType.DOUBLE, map.shape());
    INDArray dx = unset(DataType.DOUBLE, map.shape());
    ResponseNorm truth = TRUTH.responseNorm(map, 5, 1, 0.1, 0.75);
    truth.forward(exact(x), y);
    truth.backward(exact(x), exact(dy), dx);
    INDArray actualY = unset(DataType.FLOAT, map.shape());
    INDArray actualDx = unset(DataType.FLOAT, map.shape());
    ResponseNorm norm = engine.kernels().responseNorm(map, 5, 1, 0.1, 0.75);
    norm.forward(x, actualY);
    norm.backward(x, dy, actualDx);
    assertClose("y", actualY, y, TOLERANCE);
    assertClose("dx", actualDx, dx, TOLERANCE);
  }

  /** Section 3.3 of the AlexNet paper, with alpha over n as Caffe has it, for one pixel. */
  @Test
  void response_norm_follows_the_formula() {
    double[] pixel = {1, -2, 3, 4, -5, 6};
    INDArray x = Nd4j.createFromArray(pixel).reshape(1, 1, 1, 6);
    INDArray y = unset(DataType.DOUBLE, 1, 1, 1, 6);
    TRUTH.responseNorm(FeatureMap.of(x.shape()), 3, 2, 0.6, 0.75).forward(x, y);
    double[] squares = {1 + 4, 1 + 4 + 9, 4 + 9 + 16, 9 + 16 + 25, 16 + 25 + 36, 25 + 36};
    for (int i = 0; i < pixel.length; i++) {
      double expected = pixel[i] / Math.pow(2 + 0.6 / 3 * squares[i], 0.75);
      assertThat(y.getDouble(0, 0, 0, i)).isCloseTo(expected, within(1e-12));
    }
  }

  @ParameterizedTest
  @EnumSource(EngineKernels.class)
  void sums_end_with_the_activation(EngineKernels engine) {
    INDArray a = Nd4j.createFromArray(1f, -2f, 5f, 0.5f);
    INDArray b = Nd4j.createFromArray(1f, 1f, 4f, -0.5f);
    assertSum(engine, Activation.IDENTITY, a, b, 2f, -1f, 9f, 0f);
    assertSum(engine, Activation.RELU, a, b, 2f, 0f, 9f, 0f);
    assertSum(engine, Activation.RELU6, a, b, 2f, 0f, 6f, 0f);
  }

  private static void assertSum(
      EngineKernels engine, Activation activation, INDArray a, INDArray b, float... sums) {
    INDArray y = unset(DataType.FLOAT, a.length());
    engine.kernels().elementwise(a.length(), activation).add(a, b, y);
    assertThat(y.toFloatVector()).isEqualTo(sums);
  }

  @ParameterizedTest
  @EnumSource(EngineKernels.class)
  void gradients_pass_where_the_activation_was_open(EngineKernels engine) {
    INDArray y = Nd4j.createFromArray(2f, 0f, 6f, 0.5f);
    assertGradient(engine, Activation.IDENTITY, y, 1f, 2f, 3f, 4f);
    assertGradient(engine, Activation.RELU, y, 1f, 0f, 3f, 4f);
    assertGradient(engine, Activation.RELU6, y, 1f, 0f, 0f, 4f);
  }

  private static void assertGradient(
      EngineKernels engine, Activation activation, INDArray y, float... expected) {
    INDArray dy = Nd4j.createFromArray(1f, 2f, 3f, 4f);
    Elementwise elementwise = engine.kernels().elementwise(y.length(), activation);
    INDArray dx = unset(DataType.FLOAT, y.length());
    elementwise.backward(y, dy, dx);
    assertThat(dx.toFloatVector()).isEqualTo(expected);
    elementwise.backward(y, dy, dy);
    assertThat(dy.toFloatVector()).as("in place").isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(EngineKernels.class)
  void parts_come_out_as_they_were_joined(EngineKernels engine) {
    long[] channels = {3, 16, 5};
    INDArray[] parts = new INDArray[channels.length];
    for (int i = 0; i < channels.length; i++) {
      parts[i] = random.normal(2, 3, 5, channels[i]);
    }
    FeatureMap joined = new FeatureMap(2, 3, 5, 24);
    INDArray y = unset(DataType.FLOAT, joined.shape());
    Channels kernel = engine.kernels().channels(joined, channels);
    kernel.join(parts, y);
    assertThat(y).isEqualTo(Nd4j.concat(3, parts));
    for (int i = 0; i < channels.length; i++) {
      INDArray part = unset(DataType.FLOAT, parts[i].shape());
      kernel.part(y, i, part);
      assertThat(part).isEqualTo(parts[i]);
    }
  }
}
