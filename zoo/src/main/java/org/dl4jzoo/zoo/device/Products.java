package org.dl4jzoo.zoo.device;

import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;

/**
 * Convolutions and fully connected layers.
 *
 * <p>Weights of a convolution are [out, in / groups, kernel, kernel] as parameters, and in an order
 * of the device's own, of as many values, in convolutions: {@link #arrange} and {@link #restore}
 * turn one into the other.
 */
public interface Products {

  /** Whether the device's order of the weights is another than the parameters'. */
  boolean arranges(ConvolutionShape shape);

  /** Weights from the parameters' order to the device's. */
  void arrange(ConvolutionShape shape, long weights, long arranged);

  /** Weights, or their gradient, from the device's order to the parameters'. */
  void restore(ConvolutionShape shape, long arranged, long weights);

  /** y = x * w. */
  void convolve(ConvolutionShape shape, long x, long arranged, long y);

  /**
   * y = activation(x * w + bias + term), in inference.
   *
   * @param bias [out]
   * @param term of y's shape; 0 for none
   */
  void convolve(
      ConvolutionShape shape,
      long x,
      long arranged,
      long bias,
      long term,
      Activation activation,
      long y);

  /** The gradient of the input, from that of the output. */
  void convolveBackData(ConvolutionShape shape, long arranged, long dy, long dx, boolean add);

  /** The gradient of the weights in the device's order; it replaces what is there. */
  void convolveBackWeights(ConvolutionShape shape, long x, long dy, long arranged);

  /**
   * y = x w^T.
   *
   * @param x [rows, in]
   * @param w [out, in]
   * @param y [rows, out]
   */
  void multiply(int rows, int in, int out, long x, long w, long y);

  /** dx = dy w. */
  void multiplyBackData(int rows, int in, int out, long w, long dy, long dx, boolean add);

  /** dw = dy^T x; it replaces what is there. */
  void multiplyBackWeights(int rows, int in, int out, long x, long dy, long dw);
}
