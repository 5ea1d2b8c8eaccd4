package org.dl4jzoo.zoo.device.cuda;

import org.dl4jzoo.zoo.device.Elementwise;
import org.dl4jzoo.zoo.device.Products;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;

/**
 * Convolutions and fully connected layers. Arranged weights, of the maps' type, are [out, kernel,
 * kernel, in / groups], and [kernel, kernel, channels] of depthwise convolutions.
 */
final class CudaProducts implements Products {

  private final CudaLayouts layouts;
  private final CublasMatrices matrices;
  private final DepthwiseConvolutions depthwise;
  private final Routes routes;
  private final FusedConvolutions fused;
  private final Elementwise elementwise;
  private final boolean narrow;

  CudaProducts(
      CudaLayouts layouts,
      CublasMatrices matrices,
      DepthwiseConvolutions depthwise,
      Routes routes,
      FusedConvolutions fused,
      Elementwise elementwise,
      boolean narrow) {
    this.layouts = layouts;
    this.matrices = matrices;
    this.depthwise = depthwise;
    this.routes = routes;
    this.fused = fused;
    this.elementwise = elementwise;
    this.narrow = narrow;
  }

  @Override
  public boolean arranges(ConvolutionShape shape) {
    return shape.kernelSize() > 1 || narrow;
  }

  private static long taps(ConvolutionShape shape) {
    return (long) shape.kernelSize() * shape.kernelSize();
  }

  @Override
  public void arrange(ConvolutionShape shape, long weights, long arranged) {
    if (shape.depthwise()) {
      layouts.arrange(1, shape.out(), taps(shape), weights, arranged);
    } else {
      long in = shape.in().channels() / shape.groups();
      layouts.arrange(shape.out(), in, taps(shape), weights, arranged);
    }
  }

  @Override
  public void restore(ConvolutionShape shape, long arranged, long weights) {
    if (shape.depthwise()) {
      layouts.restore(1, shape.out(), taps(shape), arranged, weights);
    } else {
      long in = shape.in().channels() / shape.groups();
      layouts.restore(shape.out(), in, taps(shape), arranged, weights);
    }
  }

  @Override
  public void convolve(ConvolutionShape shape, long x, long arranged, long y) {
    if (shape.depthwise()) {
      depthwise.forward(shape, x, arranged, 0, 0, Activation.IDENTITY, y);
    } else {
      routes.run(shape, Direction.FORWARD, false, x, arranged, y);
    }
  }

  @Override
  public void convolve(
      ConvolutionShape shape,
      long x,
      long arranged,
      long bias,
      long term,
      Activation activation,
      long y) {
    if (shape.depthwise()) {
      depthwise.forward(shape, x, arranged, bias, term, activation, y);
    } else {
      Runnable twoSteps =
          () -> {
            convolve(shape, x, arranged, y);
            long pixels = shape.output().length() / shape.out();
            elementwise.activate(pixels, (int) shape.out(), y, bias, term, activation, y);
          };
      fused.run(shape, x, arranged, bias, term, activation, y, twoSteps);
    }
  }

  @Override
  public void convolveBackData(
      ConvolutionShape shape, long arranged, long dy, long dx, boolean add) {
    if (shape.depthwise()) {
      depthwise.backData(shape, arranged, dy, dx, add);
    } else {
      routes.run(shape, Direction.BACK_DATA, add, arranged, dy, dx);
    }
  }

  @Override
  public void convolveBackWeights(ConvolutionShape shape, long x, long dy, long arranged) {
    if (shape.depthwise()) {
      depthwise.backWeights(shape, x, dy, arranged);
    } else {
      routes.run(shape, Direction.BACK_WEIGHTS, false, x, dy, arranged);
    }
  }

  @Override
  public void multiply(int rows, int in, int out, long x, long w, long y) {
    matrices.multiply(rows, in, out, x, w, y);
  }

  @Override
  public void multiplyBackData(int rows, int in, int out, long w, long dy, long dx, boolean add) {
    matrices.backData(rows, in, out, w, dy, dx, add);
  }

  @Override
  public void multiplyBackWeights(int rows, int in, int out, long x, long dy, long dw) {
    matrices.backWeights(rows, in, out, x, dy, dw, false);
  }
}
