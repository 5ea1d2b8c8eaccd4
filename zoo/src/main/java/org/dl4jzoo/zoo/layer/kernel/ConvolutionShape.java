package org.dl4jzoo.zoo.layer.kernel;

/**
 * Everything a convolution needs to know of its sizes.
 *
 * @param in the input, NHWC
 * @param out output channels
 * @param kernelSize height and width of the kernel
 * @param groups 1, or the number of channels for a depthwise convolution
 */
public record ConvolutionShape(
    FeatureMap in, long out, int kernelSize, int stride, Insets padding, long groups) {

  /** The output, NHWC. */
  public FeatureMap output() {
    return in.windowed(kernelSize, kernelSize, stride, padding, out);
  }

  /** Shape of the weights, [out, in / groups, kernel, kernel]. */
  public long[] weights() {
    return new long[] {out, in.channels() / groups, kernelSize, kernelSize};
  }
}
