package org.dl4jzoo.zoo.device.cuda;

import org.dl4jzoo.zoo.device.GrowingMemory;
import org.dl4jzoo.zoo.device.cuda.CudaKernels.Kernel;

/** Memory for sums of chunks of rows, and the second step that joins them. */
final class ColumnSums {

  /** Columns that a block of the second step takes. */
  private static final int COLUMNS_OF_A_BLOCK = 8;

  private final GrowingMemory scratch;
  private final Kernel sumPartials;
  private final Kernel joinMoments;

  ColumnSums(CudaKernels kernels, GrowingMemory scratch) {
    this.scratch = scratch;
    this.sumPartials = kernels.kernel("sumPartials");
    this.joinMoments = kernels.kernel("joinMoments");
  }

  /** Room for the sums of so many chunks. */
  long partials(int chunks, long columns) {
    return scratch.floats(chunks * columns);
  }

  /** Sums up [matrices, chunks, columns] to [matrices, columns]. */
  void sum(int matrices, int chunks, int columns, long partials, long sums) {
    sumPartials.start(blocks(columns), matrices, 1, chunks, columns, partials, columns, sums, 0);
  }

  /** Sums up [chunks, 2, columns] to two times [columns]. */
  void sumPairs(int chunks, int columns, long partials, long first, long second) {
    int both = 2 * columns;
    sumPartials.start(blocks(both), 1, 1, chunks, both, partials, columns, first, second);
  }

  /** Joins means and squared differences of chunks, [chunks, 2, columns]. */
  void joinMoments(long rows, int chunks, int columns, long partials, long mean, long variance) {
    joinMoments.start(blocks(columns), 1, 1, rows, chunks, columns, partials, mean, variance);
  }

  private static int blocks(int columns) {
    return (columns + COLUMNS_OF_A_BLOCK - 1) / COLUMNS_OF_A_BLOCK;
  }
}
