package org.dl4jzoo.zoo.layer.kernel.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Map;
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

  /** What the names of kernels end with, by the floats of a vector. */
  private static final Map<Integer, String> INSTRUCTIONS = Map.of(8, "avx2", 16, "avx512_core");

  private String instructions;

  @BeforeEach
  void needsAvx2OrAvx512() {
    instructions = INSTRUCTIONS.get(OnednnKernels.vectorLength());
    assumeThat(instructions)
        .as("only with AVX2 and AVX-512, whose vectors have 8 and 16 floats, is there a choice")
        .isNotNull();
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

  private String direct() {
    return "jit:" + instructions;
  }

  private String matrices() {
    return "brg_conv_fwd:" + instructions;
  }

  @Test
  void images_are_convolved_directly() {
    assertThat(name(3, 7, 2)).isEqualTo(direct());
    assertThat(name(3, 3, 1)).isEqualTo(direct());
    assertThat(name(1, 5, 1)).isEqualTo(direct());
  }

  @Test
  void so_are_maps_of_fewer_channels_than_a_vector_has_floats() {
    assertThat(name(6, 5, 1)).isEqualTo(direct());
  }

  /** Of more channels matrices are multiplied. */
  @Test
  void wider_maps_are_left_to_the_library() {
    assertThat(name(64, 3, 1)).isEqualTo(matrices());
    assertThat(name(OnednnKernels.vectorLength(), 3, 1)).isEqualTo(matrices());
  }

  /** AlexNet's window of 11 pixels has no direct convolution with AVX2. */
  @Test
  void what_cannot_be_convolved_directly_is_left_to_the_library() {
    assumeThat(instructions).isEqualTo("avx2");
    assertThat(name(3, 11, 4)).isEqualTo(matrices());
  }
}
