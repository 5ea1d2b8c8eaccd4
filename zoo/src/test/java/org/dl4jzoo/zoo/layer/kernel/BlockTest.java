package org.dl4jzoo.zoo.layer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.dl4jzoo.zoo.layer.kernel.nd4j.Nd4jKernels;
import org.dl4jzoo.zoo.layer.kernel.onednn.OnednnKernels;
import org.junit.jupiter.api.Test;

/** In what blocks the first convolution of a network puts its output. */
class BlockTest {

  private static final FeatureMap IMAGES = new FeatureMap(2, 224, 224, 3);

  private final Kernels onednn = new OnednnKernels(false);

  @Test
  void a_block_is_a_register_where_there_are_kernels_for_it() {
    ConvolutionShape resnet = new ConvolutionShape(IMAGES, 64, 7, 2, Insets.all(3), 1);

    int vector = OnednnKernels.vectorLength();
    assertThat(onednn.block(resnet)).isEqualTo(vector == 4 ? 0 : vector);
    assertThat(new Nd4jKernels().block(resnet)).isZero();
  }

  /** With AVX2 oneDNN has only its reference for it, which takes seconds an image. */
  @Test
  void alexnets_first_convolution_stays_in_nhwc_with_avx2() {
    ConvolutionShape alexnet = new ConvolutionShape(IMAGES, 64, 11, 4, Insets.all(2), 1);

    assertThat(onednn.block(alexnet)).isEqualTo(OnednnKernels.vectorLength() == 16 ? 16 : 0);
  }
}
