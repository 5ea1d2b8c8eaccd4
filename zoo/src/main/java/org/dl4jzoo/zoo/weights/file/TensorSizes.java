package org.dl4jzoo.zoo.weights.file;

import java.util.List;

/** Elements and bytes of tensors, computed from shapes that may be hostile. */
final class TensorSizes {

  private TensorSizes() {}

  /** Bytes of a tensor whose elements lie side by side. */
  static long bytes(FileBytes file, String name, ElementType type, List<Long> shape) {
    return multiply(file, name, shape, type.bytes());
  }

  /** Elements of a tensor. */
  static long elements(FileBytes file, String name, List<Long> shape) {
    return multiply(file, name, shape, 1);
  }

  private static long multiply(FileBytes file, String name, List<Long> shape, long factor) {
    // An empty tensor is empty whatever its other dimensions are.
    if (shape.contains(0L)) {
      return 0;
    }
    long product = factor;
    for (long dimension : shape) {
      if (dimension < 0 || Math.multiplyHigh(product, dimension) != 0 || product * dimension < 0) {
        throw file.invalid("the shape %s of tensor %s is impossible", shape, name);
      }
      product *= dimension;
    }
    return product;
  }
}
