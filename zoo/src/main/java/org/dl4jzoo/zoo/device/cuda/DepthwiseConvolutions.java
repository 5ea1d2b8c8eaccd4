package org.dl4jzoo.zoo.device.cuda;

import org.dl4jzoo.zoo.device.cuda.CudaKernels.Kernel;
import org.dl4jzoo.zoo.device.cuda.CudaKernels.Versions;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;

/**
 * {@code depthwise.cu}: cuDNN's depthwise convolutions in float32 are far slower than memory.
 * Weights are [kernel, kernel, channels].
 */
final class DepthwiseConvolutions {

  /** Sizes of kernels of which the weights' gradient takes a whole row at once. */
  private static final int[] ROWS_AT_ONCE = {3, 5};

  /** Neighbours that a thread computes at once, of kernels of this size, as in the source. */
  private static final int STRIP = 4;

  private static final int STRIPS_KERNEL = 3;

  /** Maps that are too narrow for blocks of strips. */
  private static final int NARROW = 8;

  private final CudaKernels kernels;
  private final ColumnSums sums;
  private final Versions forward;
  private final Versions backData;
  private final Versions strips;
  private final Versions stripsOfStride2;

  DepthwiseConvolutions(CudaKernels kernels, ColumnSums sums) {
    this.kernels = kernels;
    this.sums = sums;
    this.forward = kernels.versions("depthwise");
    this.backData = kernels.versions("depthwiseBackData");
    this.strips = kernels.versions("strips3by1");
    this.stripsOfStride2 = kernels.versions("strips3by2");
  }

  /** y = activation(x * w + bias + term); 0 for no bias or term. */
  void forward(
      ConvolutionShape shape, long x, long w, long bias, long term, Activation activation, long y) {
    int group = CudaKernels.group(shape.out(), x, w, bias, term, y);
    int number = CudaElementwise.number(activation);
    if (goesInStrips(shape)) {
      Versions kernel = shape.stride() == 1 ? strips : stripsOfStride2;
      long blocks = stripBlocks(shape.output(), group);
      long[] arguments = sizes(shape, group, x, w, 0, bias, term, number, y, 0);
      kernel.of(group).start(blocks, 1, 1, arguments);
    } else {
      long blocks = blocks(shape.output(), group);
      forward.of(group).start(blocks, 1, 1, sizes(shape, group, x, w, bias, term, number, y));
    }
  }

  /** Whether there are kernels that compute neighbours at once, and they don't idle. */
  private static boolean goesInStrips(ConvolutionShape shape) {
    return shape.kernelSize() == STRIPS_KERNEL
        && shape.stride() <= 2
        && shape.output().width() > NARROW
        && shape.padding().top() < STRIPS_KERNEL
        && shape.padding().left() < STRIPS_KERNEL;
  }

  /** The gradient of the input; of stride 1 it is the convolution of dy with the turned kernel. */
  void backData(ConvolutionShape shape, long w, long dy, long dx, boolean add) {
    int group = CudaKernels.group(shape.out(), w, dy, dx);
    long adds = CudaKernels.flag(add);
    if (shape.stride() == 1 && goesInStrips(shape)) {
      ConvolutionShape turned = turned(shape);
      long[] arguments = sizes(turned, group, dy, w, 1, 0, 0, 0, dx, adds);
      strips.of(group).start(stripBlocks(shape.in(), group), 1, 1, arguments);
    } else {
      long blocks = blocks(shape.in(), group);
      backData.of(group).start(blocks, 1, 1, sizes(shape, group, w, dy, dx, adds));
    }
  }

  private static ConvolutionShape turned(ConvolutionShape shape) {
    int last = shape.kernelSize() - 1;
    Insets padding = shape.padding();
    Insets rest =
        new Insets(
            last - padding.top(),
            last - padding.bottom(),
            last - padding.left(),
            last - padding.right());
    return new ConvolutionShape(
        shape.output(), shape.out(), shape.kernelSize(), 1, rest, shape.groups());
  }

  /** Blocks that tile a map, of 16 x 8 pixels and 32 channels, or 8 x 4 if channels go singly. */
  private static long stripBlocks(FeatureMap map, int group) {
    int wide = group == 4 ? 16 : 8;
    int high = group == 4 ? 8 : 4;
    return ceil(map.channels(), 32)
        * ceil(map.width(), wide)
        * ceil(map.height(), high)
        * map.batch();
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
    long strips = out.batch() * out.height() * ceil(out.width(), STRIP);
    int taps = tapsAtOnce(shape.kernelSize());
    int parts = shape.kernelSize() * shape.kernelSize() / taps;
    ColumnGrid grid = ColumnGrid.of(strips, channels / group, kernels.busy() / parts + 1);
    int chunks = grid.chunks();
    long partials = sums.partials(chunks, (long) parts * taps * channels);
    Kernel kernel = kernels.kernel("depthwiseBackWeights%dx%d".formatted(taps, group));
    long[] sizes = sizes(shape, group, grid.lanes(), x, dy, partials);
    kernel.start(grid.across(), chunks, parts, join(new long[] {strips}, sizes));
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
