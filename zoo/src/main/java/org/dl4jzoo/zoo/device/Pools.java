package org.dl4jzoo.zoo.device;

import org.dl4jzoo.zoo.layer.kernel.Bins;
import org.dl4jzoo.zoo.layer.kernel.PoolingShape;

/** Poolings; padding counts for neither maximum nor mean. */
public interface Pools {

  /**
   * The maximum, or mean, of each window.
   *
   * @param marks a byte for each value of y: the place of the maximum in its window, row by row,
   *     the first of several, for the backward pass; 0 for none, and not used by means
   */
  void pool(PoolingShape shape, long x, long y, long marks);

  /** Its gradient. */
  void poolBack(PoolingShape shape, long marks, long dy, long dx, boolean add);

  /** The means of the bins of an adaptive pooling: [N,H,W,C] to [N,rows,columns,C]. */
  void means(Bins bins, int batch, int channels, long x, long y);

  /** Its gradient. */
  void meansBack(Bins bins, int batch, int channels, long dy, long dx, boolean add);
}
