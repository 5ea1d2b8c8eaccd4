package org.dl4jzoo.zoo.model;

import org.dl4jzoo.zoo.layer.kernel.Activation;

/**
 * A convolution as an author writes it: {@code Conv.to(64).kernel(7).stride(2).batchNorm().relu()}.
 *
 * @param out output channels; 0 for as many as the input has
 * @param kernel kernel size, height and width
 * @param stride stride in both directions
 * @param padding pixels on each side; -1 for kernel / 2, or SAME in the TensorFlow style
 * @param depthwise whether each channel is filtered on its own
 * @param bias whether a bias is added
 * @param eps epsilon of the batch normalisation after it; 0 for none
 * @param activation what it ends with
 */
public record Conv(
    int out,
    int kernel,
    int stride,
    int padding,
    boolean depthwise,
    boolean bias,
    double eps,
    Activation activation) {

  /** PyTorch's epsilon, used where the paper names none. */
  static final double EPS = 1e-5;

  private static final int HALF_KERNEL = -1;

  /** A 1x1 convolution without bias to so many channels. */
  public static Conv to(int channels) {
    return new Conv(channels, 1, 1, HALF_KERNEL, false, false, 0, Activation.IDENTITY);
  }

  /** A filter of its own for each channel, without bias. */
  public static Conv eachChannel() {
    return new Conv(0, 1, 1, HALF_KERNEL, true, false, 0, Activation.IDENTITY);
  }

  /** With a square kernel. */
  public Conv kernel(int size) {
    return new Conv(out, size, stride, padding, depthwise, bias, eps, activation);
  }

  /** With a stride. */
  public Conv stride(int pixels) {
    return new Conv(out, kernel, pixels, padding, depthwise, bias, eps, activation);
  }

  /** With this padding instead of kernel / 2. */
  public Conv padding(int pixels) {
    return new Conv(out, kernel, stride, pixels, depthwise, bias, eps, activation);
  }

  /** With a bias. */
  public Conv biased() {
    return new Conv(out, kernel, stride, padding, depthwise, true, eps, activation);
  }

  /** Followed by batch normalisation. */
  public Conv batchNorm() {
    return batchNorm(EPS);
  }

  /** Followed by batch normalisation of this epsilon. */
  public Conv batchNorm(double epsilon) {
    return new Conv(out, kernel, stride, padding, depthwise, bias, epsilon, activation);
  }

  /** Followed by ReLU. */
  public Conv relu() {
    return new Conv(out, kernel, stride, padding, depthwise, bias, eps, Activation.RELU);
  }

  /** Followed by ReLU6. */
  public Conv relu6() {
    return new Conv(out, kernel, stride, padding, depthwise, bias, eps, Activation.RELU6);
  }

  boolean padsHalfKernel() {
    return padding == HALF_KERNEL;
  }
}
