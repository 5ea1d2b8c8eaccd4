package org.dl4jzoo.zoo.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the padding of a strided convolution goes. */
class PaddingTest {

  /** TensorFlow's SAME: the odd pixel at the end for even sizes, one on each side for odd ones. */
  @ParameterizedTest
  @CsvSource({"TORCH, 224, 1, 1", "TORCH, 225, 1, 1", "TF, 224, 0, 1", "TF, 225, 1, 1"})
  void tensorflow_pads_even_sizes_at_the_end(PaddingStyle style, int size, int top, int bottom) {
    Architecture architecture = Models.named("mobilenetv2");
    Net net = new Net(ImageShape.rgb(size), style);
    architecture.features(net, ModelOptions.of(architecture, 2));

    ConvolutionOp stem = (ConvolutionOp) net.nodes().get(0).op();
    assertThat(stem.padding()).isEqualTo(new Insets(top, bottom, top, bottom));
  }
}
