package org.dl4jzoo.zoo.device.cuda;

/** A way to compute a convolution in one direction. */
interface Route {

  /** Words for an error or a table. */
  String name();

  /**
   * Computes it.
   *
   * @param a the first operand of the {@link Direction}
   * @param b the second
   * @param result where the result goes, or is added
   */
  void run(long a, long b, long result);
}
