package org.dl4jzoo.zoo.device.host;

import org.dl4jzoo.zoo.device.Products;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;

/**
 * Convolutions and fully connected layers. Weights are [out, kernel, kernel, in / groups], as NHWC
 * maps want them; those of a depthwise convolution stay as they are.
 */
final class HostProducts implements Products {

  private final HostMemory memory;
  private final HostMatrices matrices;

  HostProducts(HostMemory memory) {
    this.memory = memory;
    this.matrices = new HostMatrices(memory);
  }

  private HostConvolution convolution(ConvolutionShape shape) {
    return shape.depthwise()
        ? new DepthwiseConvolution(memory, shape)
        : new DenseConvolution(memory, shape);
  }

  @Override
  public boolean arranges(ConvolutionShape shape) {
    return shape.kernelSize() > 1 && !shape.depthwise();
  }

  @Override
  public void arrange(ConvolutionShape shape, long weights, long arranged) {
    int taps = shape.kernelSize() * shape.kernelSize();
    transpose(shape, weights, arranged, (int) (shape.in().channels() / shape.groups()), taps);
  }

  @Override
  public void restore(ConvolutionShape shape, long arranged, long weights) {
    int taps = shape.kernelSize() * shape.kernelSize();
    transpose(shape, arranged, weights, taps, (int) (shape.in().channels() / shape.groups()));
  }

  /** Turns each output's matrix over, or copies it where the order is the parameters'. */
  private void transpose(ConvolutionShape shape, long from, long to, int rows, int columns) {
    long values = shape.out() * rows * columns;
    Floats source = memory.floats(from, values);
    Floats target = memory.floats(to, values);
    boolean turned = arranges(shape);
    Work.each(
        (int) shape.out(),
        out -> {
          long start = (long) out * rows * columns;
          double[] matrix = source.read(start, rows * columns);
          target.write(start, turned ? HostMatrices.transposed(matrix, rows, columns) : matrix);
        });
  }

  @Override
  public void convolve(ConvolutionShape shape, long x, long arranged, long y) {
    convolution(shape).forward(x, arranged, Epilogue.NONE, y);
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
    int channels = (int) shape.out();
    Epilogue epilogue =
        Epilogue.of(memory, shape.output().length(), channels, bias, term, activation);
    convolution(shape).forward(x, arranged, epilogue, y);
  }

  @Override
  public void convolveBackData(
      ConvolutionShape shape, long arranged, long dy, long dx, boolean add) {
    convolution(shape).backData(arranged, dy, dx, add);
  }

  @Override
  public void convolveBackWeights(ConvolutionShape shape, long x, long dy, long arranged) {
    convolution(shape).backWeights(x, dy, arranged);
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
    matrices.backWeights(rows, in, out, x, dy, dw);
  }
}
