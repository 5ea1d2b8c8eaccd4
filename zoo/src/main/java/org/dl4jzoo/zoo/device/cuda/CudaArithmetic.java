package org.dl4jzoo.zoo.device.cuda;

/**
 * How a GPU computes.
 *
 * @param precision of the factors of products
 * @param fast whether algorithms are taken too that add in another order each time, if they are
 *     fastest, and calls that repeat are replayed as CUDA graphs; else the same calls give the same
 *     values
 */
public record CudaArithmetic(CudaPrecision precision, boolean fast) {

  /** Words for a log. */
  @Override
  public String toString() {
    return fast ? precision + ", fast" : precision.toString();
  }
}
