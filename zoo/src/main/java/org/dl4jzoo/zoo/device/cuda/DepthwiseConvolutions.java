package org.dl4jzoo.zoo.device.cuda;

import org.dl4jzoo.zoo.device.cuda.CudaKernels.Kernel;
import org.dl4jzoo.zoo.device.cuda.CudaKernels.Versions;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;

/**
 * {@code depthwise.cu}: cuDNN's depthwise convolutions in float32 are far slower than memory.
 * Weights are [kernel, kernel, channels].
 */
final class DepthwiseConvolutions {

  /** Sizes of kernels of which the weights' gradient takes a whole row at once. */
  private static final int[] ROWS_AT_ONCE = {3, 5};

  private final CudaKernels kernels;
  private final ColumnSums sums;
  private final Versions forward;
  private final Versions backData;

  DepthwiseConvolutions(CudaKernels kernels, ColumnSums sums) {
    this.kernels = kernels;
    this.sums = sums;
    this.forward = kernels.versions("depthwise");
    this.backData = kernels.versions("depthwiseBackData");
  }

  /** y = activation(x * w + bias + term); 0 for no bias or term. */
  void forward(
      ConvolutionShape shape, long x, long w, long bias, long term, Activation activation, long y) {
    int group = CudaKernels.group(shape.out(), x, w, bias, term, y);
    int number = CudaElementwise.number(activation);
    long blocks = blocks(shape.output(), group);
    forward.of(group).start(blocks, 1, 1, sizes(shape, group, x, w, bias, term, number, y));
  }

  void backData(ConvolutionShape shape, long w, long dy, long dx, boolean add) {
    int group = CudaKernels.group(shape.out(), w, dy, dx);
    long blocks = blocks(shape.in(), group);
    long[] arguments = sizes(shape, group, w, dy, dx, CudaKernels.flag(add));
    backData.of(group).start(blocks, 1, 1, arguments);
  }

  /** Blocks that tile a map, of 8 x 4 pixels and 32 channels, or 4 x 2 if channels go singly. */
  private static long blocks(FeatureMap map, int group) {
    int wide = group == 4 ? 8 : 4;
    int high = group == 4 ? 4 : 2;
    return ceil(map.channels(), 32)
        * ceil(map.width(), wide)
        * ceil(map.height(), high)
        * map.batch();
  }

  private static long ceil(long value, int divisor) {
    return (value + divisor - 1) / divisor;
  }

  /** The arguments that say how a kernel slides, and those that follow. */
  static long[] sizes(ConvolutionShape shape, int group, long... operands) {
    FeatureMap out = shape.output();
    long[] sizes = {
      shape.in().height(),
      shape.in().width(),
      shape.in().channels() / group,
      out.height(),
      out.width(),
      shape.kernelSize(),
      shape.stride(),
      shape.padding().top(),
      shape.padding().left()
    };
    return join(sizes, operands);
  }

  private static long[] join(long[] first, long... second) {
    long[] all = new long[first.length + second.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  void backWeights(ConvolutionShape shape, long x, long dy, long dw) {
    int channels = (int) shape.out();
    int group = CudaKernels.group(channels, x, dy);
    FeatureMap out = shape.output();
    long pixels = out.batch() * out.height() * out.width();
    int taps = tapsAtOnce(shape.kernelSize());
    int parts = shape.kernelSize() * shape.kernelSize() / taps;
    ColumnGrid grid = ColumnGrid.of(pixels, channels / group, kernels.busy() / parts + 1);
    int chunks = grid.chunks();
    long partials = sums.partials(chunks, (long) parts * taps * channels);
    Kernel kernel = kernels.kernel("depthwiseBackWeights%dx%d".formatted(taps, group));
    long[] sizes = sizes(shape, group, grid.lanes(), x, dy, partials);
    kernel.start(grid.across(), chunks, parts, join(new long[] {pixels}, sizes));
    sums.sum(parts, chunks, taps * channels, partials, dw);
  }

  private static int tapsAtOnce(int kernelSize) {
    for (int size : ROWS_AT_ONCE) {
      if (size == kernelSize) {
        return size;
      }
    }
    return 1;
  }
}
