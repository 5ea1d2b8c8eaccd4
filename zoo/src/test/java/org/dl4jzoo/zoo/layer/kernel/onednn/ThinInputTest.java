package org.dl4jzoo.zoo.layer.kernel.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names oneDNN's implementations, so that a release that chooses differently is noticed. */
class ThinInputTest {

  @BeforeEach
  void needsAvx2() {
    assumeThat(OnednnKernels.vectorLength())
        .as("floats of a vector; only with AVX2, which has 8, is there a choice")
        .isEqualTo(8);
  }

  private static String name(long channels, int kernelSize, int stride) {
    ConvolutionShape shape =
        new ConvolutionShape(
            new FeatureMap(2, 32, 32, channels),
            64,
            kernelSize,
            stride,
            Insets.all(kernelSize / 2),
            1);
    return new ConvolutionLayouts(shape, memory.data_type.f32)
        .forward(dnnl.prop_kind.forward_inference, new post_ops(), true)
        .impl_info_str()
        .getString();
  }

  @Test
  void images_are_convolved_directly() {
    assertThat(name(3, 7, 2)).isEqualTo("jit:avx2");
    assertThat(name(3, 3, 1)).isEqualTo("jit:avx2");
    assertThat(name(1, 5, 1)).isEqualTo("jit:avx2");
  }

  /** Of more channels matrices are multiplied. */
  @Test
  void wider_maps_are_left_to_the_library() {
    assertThat(name(64, 3, 1)).isEqualTo("brg_conv_fwd:avx2");
    assertThat(name(8, 3, 1)).isEqualTo("brg_conv_fwd:avx2");
  }

  /** AlexNet's window of 11 pixels has no direct convolution. */
  @Test
  void what_cannot_be_convolved_directly_is_left_to_the_library() {
    assertThat(name(3, 11, 4)).isEqualTo("brg_conv_fwd:avx2");
  }
}
