package org.dl4jzoo.zoo.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.layer.kernel.RandomArrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The stand-in's convolutions and fully connected layers by what must be true of them, and against
 * ND4J's; {@code TorchVectorsTest} has PyTorch's.
 */
class HostProductsTest {

  private static final double TOLERANCE = 1e-6;

  private final Device device = new HostDevice();
  private final DeviceArrays arrays = new DeviceArrays(device);
  private final RandomArrays random = new RandomArrays(1);

  @AfterEach
  void close() {
    device.close();
  }

  static Stream<ConvolutionShape> shapesOfSeveralTiles() {
    FeatureMap in = new FeatureMap(3, 9, 7, 36);
    return Stream.of(
        new ConvolutionShape(in, 40, 3, 1, Insets.all(1), 1),
        new ConvolutionShape(in, 40, 1, 2, Insets.NONE, 1),
        new ConvolutionShape(in, 72, 3, 2, new Insets(0, 1, 0, 1), 2),
        new ConvolutionShape(in, 36, 5, 2, Insets.all(2), 36));
  }

  /** The gradients of a linear map are its transposes: dy . y = dx . x = dw . w. */
  @ParameterizedTest
  @MethodSource("shapesOfSeveralTiles")
  void gradients_are_the_transposes_of_the_convolution(ConvolutionShape shape) {
    INDArray x = random.normal(shape.in().shape());
    INDArray w = random.normal(shape.weights());
    INDArray dy = random.normal(shape.output().shape());
    long y = arrays.unset(shape.output().shape());
    long dx = arrays.unset(shape.in().shape());
    long dw = arrays.unset(shape.weights());
    Products products = device.products();
    products.convolve(shape, arrays.put(x), arrays.put(w), y);
    products.convolveBackData(shape, arrays.put(w), arrays.put(dy), dx, false);
    products.convolveBackWeights(shape, arrays.put(x), arrays.put(dy), dw);
    double expected = dot(dy, arrays.get(y, dy.shape()));
    double scale = dy.norm2Number().doubleValue() * Math.sqrt((double) dy.length());
    assertThat(dot(x, arrays.get(dx, x.shape()))).isCloseTo(expected, within(scale));
    assertThat(dot(w, arrays.get(dw, w.shape()))).isCloseTo(expected, within(scale));
  }

  private static Offset<Double> within(double scale) {
    return Offset.offset(1e-5 * scale);
  }

  private static double dot(INDArray a, INDArray b) {
    float[] left = a.dup('c').reshape(a.length()).toFloatVector();
    float[] right = b.dup('c').reshape(b.length()).toFloatVector();
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += (double) left[i] * right[i];
    }
    return sum;
  }

  @Test
  void weights_of_wide_kernels_lie_channel_by_channel_of_each_place() {
    ConvolutionShape shape =
        new ConvolutionShape(new FeatureMap(1, 2, 2, 2), 1, 2, 1, Insets.NONE, 1);
    long arranged = arrays.unset(8);
    long restored = arrays.unset(8);
    device.products().arrange(shape, arrays.put(1, 2, 3, 4, 5, 6, 7, 8), arranged);
    device.products().restore(shape, arranged, restored);
    assertThat(device.products().arranges(shape)).isTrue();
    assertThat(arrays.floats(arranged, 8)).containsExactly(1, 5, 2, 6, 3, 7, 4, 8);
    assertThat(arrays.floats(restored, 8)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void a_convolution_adds_bias_and_term_before_its_activation() {
    ConvolutionShape shape =
        new ConvolutionShape(new FeatureMap(1, 1, 2, 1), 2, 1, 1, Insets.NONE, 1);
    long y = arrays.unset(4);
    device
        .products()
        .convolve(
            shape,
            arrays.put(1, -2),
            arrays.put(3, 5),
            arrays.put(0.5f, -20),
            arrays.put(1, 1, 30, 2),
            Activation.RELU6,
            y);
    // 3 + 0.5 + 1; 5 - 20 + 1; -6 + 0.5 + 30; -10 - 20 + 2
    assertThat(arrays.floats(y, 4)).containsExactly(4.5f, 0, 6, 0);
  }

  @Test
  void fully_connected_layer_and_its_gradients() {
    int rows = 3;
    int in = 11;
    int out = 7;
    INDArray x = random.normal(rows, in);
    INDArray w = random.normal(out, in);
    INDArray dy = random.normal(rows, out);
    long y = arrays.unset(rows, out);
    long dx = arrays.unset(rows, in);
    long dw = arrays.unset(out, in);
    device.products().multiply(rows, in, out, arrays.put(x), arrays.put(w), y);
    device.products().multiplyBackData(rows, in, out, arrays.put(w), arrays.put(dy), dx, false);
    device.products().multiplyBackWeights(rows, in, out, arrays.put(x), arrays.put(dy), dw);
    assertClose("y", arrays.get(y, rows, out), x.mmul(w.transpose()), TOLERANCE);
    assertClose("dx", arrays.get(dx, rows, in), dy.mmul(w), TOLERANCE);
    assertClose("dw", arrays.get(dw, out, in), dy.transpose().mmul(x), TOLERANCE);
    device.products().multiplyBackData(rows, in, out, arrays.put(w), arrays.put(dy), dx, true);
    assertClose("2 dx", arrays.get(dx, rows, in), dy.mmul(w).mul(2), TOLERANCE);
  }

  @Test
  void results_are_the_same_in_every_run() {
    ConvolutionShape shape =
        new ConvolutionShape(new FeatureMap(4, 8, 8, 16), 32, 3, 1, Insets.all(1), 1);
    long x = arrays.put(random.normal(shape.in().shape()));
    long dy = arrays.put(random.normal(shape.output().shape()));
    long first = arrays.unset(shape.weights());
    long second = arrays.unset(shape.weights());
    device.products().convolveBackWeights(shape, x, dy, first);
    device.products().convolveBackWeights(shape, x, dy, second);
    assertThat(arrays.get(first, shape.weights()))
        .isEqualTo(Nd4j.create(arrays.floats(second, 32 * 16 * 9), shape.weights(), 'c'));
  }
}
