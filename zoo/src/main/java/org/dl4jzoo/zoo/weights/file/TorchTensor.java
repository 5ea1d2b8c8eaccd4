package org.dl4jzoo.zoo.weights.file;

import java.util.List;

/**
 * A tensor of a PyTorch file: a view of a storage.
 *
 * @param storage where its elements are
 * @param offset the element of the storage that is its first
 * @param shape its dimensions
 * @param strides for each dimension, how many elements of the storage lie between its steps
 */
record TorchTensor(TorchStorage storage, long offset, List<Long> shape, List<Long> strides) {

  /** Copies. */
  TorchTensor {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
  }

  long elements() {
    return shape.contains(0L) ? 0 : shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** How many elements of the storage lie from its first to its last, both counted. */
  long span() {
    if (elements() == 0) {
      return 0;
    }
    long span = 1;
    for (int i = 0; i < shape.size(); i++) {
      span = Math.addExact(span, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
    }
    return span;
  }

  /** Arranges the elements of the span, the last dimension changing fastest. */
  float[] arrange(float[] span) {
    if (span.length == elements() && isContiguous()) {
      return span;
    }
    float[] arranged = new float[Math.toIntExact(elements())];
    long[] index = new long[shape.size()];
    int from = 0;
    for (int i = 0; i < arranged.length; i++) {
      arranged[i] = span[from];
      from += step(index);
    }
    return arranged;
  }

  /** Moves on to the next index; returns how many elements further in the storage that is. */
  private int step(long[] index) {
    long distance = 0;
    for (int dimension = index.length - 1; dimension >= 0; dimension--) {
      distance += strides.get(dimension);
      if (++index[dimension] < shape.get(dimension)) {
        return (int) distance;
      }
      distance -= shape.get(dimension) * strides.get(dimension);
      index[dimension] = 0;
    }
    return 0;
  }

  private boolean isContiguous() {
    long expected = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      if (shape.get(i) != 1 && strides.get(i) != expected) {
        return false;
      }
      expected *= shape.get(i);
    }
    return true;
  }
}
