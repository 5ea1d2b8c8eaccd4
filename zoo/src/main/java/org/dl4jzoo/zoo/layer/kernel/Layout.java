package org.dl4jzoo.zoo.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Whether an array's values lie in memory without gaps. */
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

  /**
   * Whether each image, an index of the first dimension, lies in c order without gaps, though there
   * may be gaps between images.
   */
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
