package org.dl4jzoo.zoo.device;

import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;

/**
 * Convolutions and fully connected layers.
 *
 * <p>Weights of a convolution are [out, in / groups, kernel, kernel] as parameters, and in an order
 * of the device's own, of as many values of the map type, in convolutions: {@link #arrange} gives
 * them. Their gradient comes in that order, but as float32, and {@link #restore} turns it into the
 * parameters'. Weights of a fully connected layer are those of a convolution of single pixels.
 */
public interface Products {

  /** Whether weights in the device's order differ from the parameters, in order or type. */
  boolean arranges(ConvolutionShape shape);

  /** Weights from the parameters' order to the device's. */
  void arrange(ConvolutionShape shape, long weights, long arranged);

  /** The gradient of weights from the device's order to the parameters'. */
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

  /** The gradient of the weights in the device's order, float32; it replaces what is there. */
  void convolveBackWeights(ConvolutionShape shape, long x, long dy, long arranged);

  /**
   * y = x w^T.
   *
   * @param x [rows, in]
   * @param w [out, in], arranged
   * @param y [rows, out]
   */
  void multiply(int rows, int in, int out, long x, long w, long y);

  /** dx = dy w, with w arranged. */
  void multiplyBackData(int rows, int in, int out, long w, long dy, long dx, boolean add);

  /** dw = dy^T x, float32; it replaces what is there. */
  void multiplyBackWeights(int rows, int in, int out, long x, long dy, long dw);
}
