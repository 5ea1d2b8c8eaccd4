package org.dl4jzoo.zoo.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** How an array's values lie in memory. */
public final class Layout {

  private Layout() {}

  /**
   * Whether the values lie in c order without gaps, so that the address of the first is all a
   * kernel needs. The strides of dimensions of size 1 don't matter, nor does the order that ND4J
   * guesses from them.
   */
  public static boolean isDense(INDArray array) {
    return isDenseFrom(0, array);
  }

  /** Whether that is so of each image, the first dimension, if not of all of them. */
  public static boolean hasDenseImages(INDArray array) {
    return isDenseFrom(1, array);
  }

  private static boolean isDenseFrom(int dimension, INDArray array) {
    long expected = 1;
    for (int i = array.rank() - 1; i >= dimension; i--) {
      if (array.size(i) > 1 && array.stride(i) != expected) {
        return false;
      }
      expected *= array.size(i);
    }
    return true;
  }
}
