package org.dl4jzoo.zoo.layer.kernel.onednn;

import java.util.function.Supplier;
import org.bytedeco.dnnl.convolution_forward;

/**
 * Convolutions of few channels, as an image has them. With AVX2 oneDNN multiplies matrices where
 * its direct convolution would do, and matrices of so few channels leave most of a vector empty:
 * they take 1.5 times as long for the first convolution of ResNet-18, and 1.4 times for VGG's and
 * LeNet-5's.
 */
public final class ThinInput {

  private static final String MATRICES = "brg_conv_fwd:avx2";
  private static final String DIRECT = "jit:avx2";

  private ThinInput() {}

  /**
   * The description of oneDNN's first choice, or of its direct convolution where that is faster.
   *
   * @param channels of the input
   * @param describe makes a new description, since going on to the next choice changes it
   */
  public static convolution_forward.primitive_desc chosen(
      long channels, Supplier<convolution_forward.primitive_desc> describe) {
    convolution_forward.primitive_desc first = describe.get();
    if (channels >= OnednnKernels.vectorLength() || !name(first).equals(MATRICES)) {
      return first;
    }
    convolution_forward.primitive_desc other = describe.get();
    while (other.next_impl()) {
      if (name(other).equals(DIRECT)) {
        return other;
      }
    }
    return first;
  }

  private static String name(convolution_forward.primitive_desc description) {
    return description.impl_info_str().getString();
  }
}
