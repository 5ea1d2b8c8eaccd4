package org.dl4jzoo.zoo.layer.kernel;

/**
 * Everything a pooling needs to know of its sizes.
 *
 * @param in the input
 * @param max the maximum of a window, or its mean; padding counts for neither
 */
public record PoolingShape(
    FeatureMap in, boolean max, long kernelHeight, long kernelWidth, int stride, Insets padding) {

  /** The output. */
  public FeatureMap output() {
    return in.windowed(kernelHeight, kernelWidth, stride, padding, in.channels());
  }
}
