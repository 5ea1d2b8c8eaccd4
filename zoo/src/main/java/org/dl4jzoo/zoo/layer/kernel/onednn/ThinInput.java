package org.dl4jzoo.zoo.layer.kernel.onednn;

import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.dnnl.convolution_forward;

/**
 * Convolutions of few channels, as an image has them. oneDNN multiplies matrices where its direct
 * convolution would do, and matrices of so few channels leave most of a vector empty. With AVX2
 * they take 1.5 times as long for the first convolution of ResNet-18, and 1.4 times for VGG's and
 * LeNet-5's; with AVX-512 2.2 and 1.4 times for the two of LeNet-5, and 1.06 for those of images
 * with colours.
 */
public final class ThinInput {

  /** The direct convolution that there is beside products of matrices. */
  private static final Map<String, String> DIRECT =
      Map.of("brg_conv_fwd:avx2", "jit:avx2", "brg_conv_fwd:avx512_core", "jit:avx512_core");

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
    String direct = channels < OnednnKernels.vectorLength() ? DIRECT.get(name(first)) : null;
    if (direct == null) {
      return first;
    }
    convolution_forward.primitive_desc other = describe.get();
    while (other.next_impl()) {
      if (name(other).equals(direct)) {
        return other;
      }
    }
    return first;
  }

  private static String name(convolution_forward.primitive_desc description) {
    return description.impl_info_str().getString();
  }
}
