package org.dl4jzoo.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.ParameterLayer;
import org.dl4jzoo.zoo.net.ParameterLayer.Kind;
import org.junit.jupiter.api.Test;

/**
 * Each conversion by hand. An element of a file is numbered so that its digits are its place there;
 * ours are all of the first output, then all of the second.
 */
class AxisOrderTest {

  /** Two inputs, three outputs, one row of two columns. */
  private static final ParameterLayer CONVOLUTION = layer(Kind.CONVOLUTION, 4, 4, 2, 3, 2);

  private static final ParameterLayer DEPTHWISE = layer(Kind.DEPTHWISE, 4, 4, 2, 2, 2);

  /** Takes a map of height 1, width 2 and 2 channels. */
  private static final ParameterLayer DENSE = layer(Kind.DENSE, 1, 2, 2, 2, 1);

  private static ParameterLayer layer(
      Kind kind, int height, int width, int channels, int out, int kernel) {
    ImageShape input = new ImageShape(height, width, channels);
    int groups = kind == Kind.DEPTHWISE ? channels : 1;
    return new ParameterLayer("x", kind, input, out, kernel, groups, true, OptionalDouble.empty());
  }

  @Test
  void convolutions_of_pytorch_and_caffe_lie_as_ours() {
    for (Dialect dialect : List.of(Dialect.TORCH, Dialect.TIMM, Dialect.CAFFE)) {
      AxisOrder axes = dialect.weights(CONVOLUTION);
      assertThat(axes.shape()).containsExactly(3L, 2L, 2L, 2L);
      float[] values = new float[24];
      assertThat(axes.toOurs(values)).isSameAs(values);
    }
  }

  /** HWIO: the digits are row, column, input and output. */
  @Test
  void convolutions_of_keras_have_the_output_last() {
    AxisOrder axes = Dialect.KERAS.weights(CONVOLUTION);
    assertThat(axes.shape()).containsExactly(2L, 2L, 2L, 3L);
    float[] keras = {
      0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112, //
      1000, 1001, 1002, 1010, 1011, 1012, 1100, 1101, 1102, 1110, 1111, 1112
    };
    assertThat(axes.toOurs(keras))
        .containsExactly(
            0, 100, 1000, 1100, 10, 110, 1010, 1110, //
            1, 101, 1001, 1101, 11, 111, 1011, 1111, //
            2, 102, 1002, 1102, 12, 112, 1012, 1112);
  }

  /** Row, column and channel. */
  @Test
  void depthwise_convolutions_of_keras_have_the_channel_last() {
    AxisOrder axes = Dialect.KERAS.weights(DEPTHWISE);
    assertThat(axes.shape()).containsExactly(2L, 2L, 2L, 1L);
    float[] keras = {0, 1, 10, 11, 100, 101, 110, 111};
    assertThat(axes.toOurs(keras)).containsExactly(0, 10, 100, 110, 1, 11, 101, 111);
  }

  /** Output, channel and column; ours are output, column and channel. */
  @Test
  void pytorch_flattens_a_map_channels_first() {
    AxisOrder axes = Dialect.TORCH.weights(DENSE);
    assertThat(axes.shape()).containsExactly(2L, 4L);
    float[] torch = {0, 1, 10, 11, 100, 101, 110, 111};
    assertThat(axes.toOurs(torch)).containsExactly(0, 10, 1, 11, 100, 110, 101, 111);
  }

  @Test
  void timm_does_not_flatten_at_all() {
    AxisOrder axes = Dialect.TIMM.weights(DENSE);
    assertThat(axes.shape()).containsExactly(2L, 2L, 1L, 2L);
    float[] timm = {0, 1, 10, 11, 100, 101, 110, 111};
    assertThat(axes.toOurs(timm)).containsExactly(0, 10, 1, 11, 100, 110, 101, 111);
  }

  /** Channel, column and output. */
  @Test
  void caffe_flattens_channels_first_and_has_the_output_last() {
    AxisOrder axes = Dialect.CAFFE.weights(DENSE);
    assertThat(axes.shape()).containsExactly(4L, 2L);
    float[] caffe = {0, 1, 10, 11, 100, 101, 110, 111};
    assertThat(axes.toOurs(caffe)).containsExactly(0, 100, 10, 110, 1, 101, 11, 111);
  }

  /** Column, channel and output. */
  @Test
  void keras_flattens_channels_last_as_we_do_and_has_the_output_last() {
    AxisOrder axes = Dialect.KERAS.weights(DENSE);
    assertThat(axes.shape()).containsExactly(4L, 2L);
    float[] keras = {0, 1, 10, 11, 100, 101, 110, 111};
    assertThat(axes.toOurs(keras)).containsExactly(0, 10, 100, 110, 1, 11, 101, 111);
  }

  @Test
  void what_is_written_is_read_again() {
    for (Dialect dialect : Dialect.values()) {
      for (ParameterLayer layer : List.of(CONVOLUTION, DEPTHWISE, DENSE)) {
        AxisOrder axes = dialect.weights(layer);
        float[] ours =
            new float[Math.toIntExact(axes.shape().stream().reduce(1L, (a, b) -> a * b))];
        for (int i = 0; i < ours.length; i++) {
          ours[i] = i;
        }
        assertThat(axes.toOurs(axes.toTheirs(ours))).containsExactly(ours);
      }
    }
  }
}
