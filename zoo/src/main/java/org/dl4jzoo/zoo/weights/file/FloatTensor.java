package org.dl4jzoo.zoo.weights.file;

import java.util.List;

/**
 * A tensor to be written.
 *
 * @param shape its dimensions, outermost first; none for a scalar
 * @param values its elements, the last dimension changing fastest; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a view of weights, compared by nobody
public record FloatTensor(List<Long> shape, float[] values) {

  /**
   * Copies the shape.
   *
   * @throws IllegalArgumentException if the shape doesn't have as many elements as there are values
   */
  public FloatTensor {
    shape = List.copyOf(shape);
    long elements = shape.stream().reduce(1L, Math::multiplyExact);
    if (elements != values.length) {
      throw new IllegalArgumentException(
          "shape %s has %d elements; got %d values".formatted(shape, elements, values.length));
    }
  }
}
