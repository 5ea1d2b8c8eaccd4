package org.dl4jzoo.zoo.weights.file;

import java.util.List;

/**
 * A tensor of a file.
 *
 * @param name as the file has it; of Keras's files {@code LAYER/WEIGHT}
 * @param type what its elements are
 * @param shape its dimensions, outermost first; none for a scalar
 */
public record StoredTensor(String name, ElementType type, List<Long> shape) {

  /** Copies the shape. */
  public StoredTensor {
    shape = List.copyOf(shape);
  }

  /** How many elements it has; readers have checked that this doesn't overflow. */
  public long elements() {
    return shape.contains(0L) ? 0 : shape.stream().reduce(1L, Math::multiplyExact);
  }
}
