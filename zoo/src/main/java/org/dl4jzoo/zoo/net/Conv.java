package org.dl4jzoo.zoo.net;

import java.util.OptionalDouble;
import org.dl4jzoo.zoo.layer.kernel.Activation;

/**
 * A convolution as an author writes it: {@code Conv.to(64).kernel(7).stride(2).batchNorm().relu()}.
 *
 * @param out output channels; 0 for as many as the input has
 * @param kernel kernel size, height and width
 * @param stride stride in both directions
 * @param padding pixels on each side; -1 for kernel / 2, or SAME in the TensorFlow style
 * @param groups groups of channels, of which none sees another's; 0 for a group a channel
 * @param bias whether a bias is added
 * @param eps epsilon of the batch normalisation after it; empty for none
 * @param activation what it ends with
 */
public record Conv(
    int out,
    int kernel,
    int stride,
    int padding,
    int groups,
    boolean bias,
    OptionalDouble eps,
    Activation activation) {

  /** PyTorch's epsilon, used where the paper names none. */
  public static final double EPS = 1e-5;

  private static final int HALF_KERNEL = -1;
  private static final int AS_MANY_AS_INPUTS = 0;

  private static final OptionalDouble NO_NORM = OptionalDouble.empty();

  /** A 1x1 convolution without bias to so many channels. */
  public static Conv to(int channels) {
    return new Conv(channels, 1, 1, HALF_KERNEL, 1, false, NO_NORM, Activation.IDENTITY);
  }

  /** A filter of its own for each channel, without bias. */
  public static Conv eachChannel() {
    return to(AS_MANY_AS_INPUTS).groups(AS_MANY_AS_INPUTS);
  }

  /** With a square kernel. */
  public Conv kernel(int size) {
    return new Conv(out, size, stride, padding, groups, bias, eps, activation);
  }

  /** With a stride. */
  public Conv stride(int pixels) {
    return new Conv(out, kernel, pixels, padding, groups, bias, eps, activation);
  }

  /** With this padding instead of kernel / 2. */
  public Conv padding(int pixels) {
    return new Conv(out, kernel, stride, pixels, groups, bias, eps, activation);
  }

  /**
   * With channels in so many groups of one size: an output sees the inputs of its own group only,
   * as PyTorch's {@code groups}.
   */
  public Conv groups(int count) {
    return new Conv(out, kernel, stride, padding, count, bias, eps, activation);
  }

  /** With a bias. */
  public Conv biased() {
    return new Conv(out, kernel, stride, padding, groups, true, eps, activation);
  }

  /** Followed by batch normalisation. */
  public Conv batchNorm() {
    return batchNorm(EPS);
  }

  /** Followed by batch normalisation of this epsilon. */
  public Conv batchNorm(double epsilon) {
    OptionalDouble norm = OptionalDouble.of(epsilon);
    return new Conv(out, kernel, stride, padding, groups, bias, norm, activation);
  }

  /** Followed by ReLU. */
  public Conv relu() {
    return new Conv(out, kernel, stride, padding, groups, bias, eps, Activation.RELU);
  }

  /** Followed by ReLU6. */
  public Conv relu6() {
    return new Conv(out, kernel, stride, padding, groups, bias, eps, Activation.RELU6);
  }

  /** Whether batch normalisation follows. */
  boolean normalized() {
    return eps.isPresent();
  }

  boolean padsHalfKernel() {
    return padding == HALF_KERNEL;
  }

  int outputs(int inputs) {
    return out == AS_MANY_AS_INPUTS ? inputs : out;
  }

  int groupsOf(int inputs) {
    return groups == AS_MANY_AS_INPUTS ? inputs : groups;
  }
}
