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
    return turns(shape) || memory.isNarrow();
  }

  private static boolean turns(ConvolutionShape shape) {
    return shape.kernelSize() > 1 && !shape.depthwise();
  }

  private static int taps(ConvolutionShape shape) {
    return shape.kernelSize() * shape.kernelSize();
  }

  private static int inputs(ConvolutionShape shape) {
    return (int) (shape.in().channels() / shape.groups());
  }

  @Override
  public void arrange(ConvolutionShape shape, long weights, long arranged) {
    Floats from = memory.floats(weights, shape.weightCount());
    Floats to = memory.maps(arranged, shape.weightCount());
    transpose(shape, from, to, inputs(shape), taps(shape));
  }

  @Override
  public void restore(ConvolutionShape shape, long arranged, long weights) {
    Floats from = memory.floats(arranged, shape.weightCount());
    Floats to = memory.floats(weights, shape.weightCount());
    transpose(shape, from, to, taps(shape), inputs(shape));
  }

  /** Turns each output's matrix over, or copies it where the order is the parameters'. */
  private static void transpose(
      ConvolutionShape shape, Floats source, Floats target, int rows, int columns) {
    boolean turned = turns(shape);
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
