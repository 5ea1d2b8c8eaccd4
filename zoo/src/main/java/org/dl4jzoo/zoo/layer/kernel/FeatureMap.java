package org.dl4jzoo.zoo.layer.kernel;

/** Shape of a batch of feature maps, held as [N,H,W,C]. */
public record FeatureMap(long batch, long height, long width, long channels) {

  /** The shape of an NHWC array. */
  public static FeatureMap of(long[] nhwc) {
    return new FeatureMap(nhwc[0], nhwc[1], nhwc[2], nhwc[3]);
  }

  /** [N,H,W,C]. */
  public long[] shape() {
    return new long[] {batch, height, width, channels};
  }

  /** The map a square window of this size leaves, with so many channels. */
  FeatureMap windowed(long kernelHeight, long kernelWidth, int stride, Insets pad, long out) {
    return new FeatureMap(
        batch,
        (height + pad.top() + pad.bottom() - kernelHeight) / stride + 1,
        (width + pad.left() + pad.right() - kernelWidth) / stride + 1,
        out);
  }
}
