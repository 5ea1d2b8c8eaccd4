package org.dl4jzoo.zoo.device.cuda;

import org.dl4jzoo.zoo.device.Elementwise;
import org.dl4jzoo.zoo.device.cuda.CudaKernels.Kernel;
import org.dl4jzoo.zoo.device.cuda.CudaKernels.Versions;
import org.dl4jzoo.zoo.layer.kernel.Activation;

/** {@code elementwise.cu} on maps and matrices. */
final class CudaElementwise implements Elementwise {

  private final CudaKernels kernels;
  private final ColumnSums sums;
  private final CudaLayouts layouts;
  private final Versions activate;
  private final Versions activateBack;
  private final Versions sumRows;
  private final Versions copyColumns;
  private final Kernel drop;
  private final Kernel softmax;
  private final Kernel crossEntropyBack;

  CudaElementwise(CudaKernels kernels, ColumnSums sums, CudaLayouts layouts) {
    this.kernels = kernels;
    this.sums = sums;
    this.layouts = layouts;
    this.activate = kernels.versions("activate");
    this.activateBack = kernels.versions("activateBack");
    this.sumRows = kernels.versions("sumRows");
    this.copyColumns = kernels.versions("copyColumns");
    this.drop = kernels.kernel("drop");
    this.softmax = kernels.kernel("softmax");
    this.crossEntropyBack = kernels.kernel("crossEntropyBack");
  }

  /** The number that the kernels know an activation by. */
  static int number(Activation activation) {
    return switch (activation) {
      case IDENTITY -> 0;
      case RELU -> 1;
      case RELU6 -> 2;
    };
  }

  @Override
  public void activate(
      long rows, int channels, long x, long bias, long term, Activation activation, long y) {
    int group = CudaKernels.group(channels, x, bias, term, y);
    int columns = channels / group;
    int number = number(activation);
    activate.of(group).each(rows * columns, rows * columns, columns, x, bias, term, number, y);
  }

  @Override
  public void activateBack(
      long values, Activation activation, long y, long dy, long dx, boolean add) {
    int group = CudaKernels.group(values, y, dy, dx);
    long count = values / group;
    int number = number(activation);
    activateBack.of(group).each(count, count, number, y, dy, dx, CudaKernels.flag(add));
  }

  @Override
  public void sumRows(long rows, int channels, long x, long result) {
    int group = CudaKernels.group(channels, x);
    ColumnGrid grid = ColumnGrid.of(rows, channels / group, kernels.busy());
    int chunks = grid.chunks();
    long partials = sums.partials(chunks, channels);
    sumRows
        .of(group)
        .start(grid.across(), chunks, 1, rows, grid.columns(), grid.lanes(), x, partials);
    sums.sum(1, chunks, channels, partials, result);
  }

  @Override
  public void copy(
      long rows, int columns, long from, int fromWidth, long to, int toWidth, boolean add) {
    int group = CudaKernels.group(columns | fromWidth | toWidth, from, to);
    int each = columns / group;
    long count = rows * each;
    copyColumns
        .of(group)
        .each(
            count,
            count,
            each,
            from,
            fromWidth / group,
            to,
            toWidth / group,
            CudaKernels.flag(add));
  }

  @Override
  public void drop(
      long values,
      double probability,
      long seed,
      long layer,
      long first,
      long x,
      long y,
      boolean add) {
    long share = CudaKernels.bits(probability);
    long kept = CudaKernels.bits(1 - probability);
    drop.each(values, values, share, kept, seed, layer, first, x, y, CudaKernels.flag(add));
  }

  @Override
  public void softmax(int rows, int classes, long x, long y) {
    softmax.start(rows, 1, 1, classes, x, y);
  }

  @Override
  public void crossEntropyBack(
      int rows, int classes, long logits, long targets, double weight, long dlogits) {
    long factor = CudaKernels.bits(weight);
    crossEntropyBack.start(rows, 1, 1, classes, logits, targets, factor, dlogits);
  }

  @Override
  public void narrow(long values, long floats, long map) {
    layouts.narrow(values, floats, map);
  }

  @Override
  public void widen(long values, long map, long floats) {
    layouts.widen(values, map, floats);
  }
}
