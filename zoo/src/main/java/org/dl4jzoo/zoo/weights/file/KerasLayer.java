package org.dl4jzoo.zoo.weights.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A layer of a Keras weight file.
 *
 * @param name the layer's, such as {@code Conv1}
 * @param weights by their full names, such as {@code Conv1/kernel:0}, in Keras's order; none for a
 *     layer without parameters
 */
public record KerasLayer(String name, Map<String, FloatTensor> weights) {

  /** Copies, keeping the order. */
  public KerasLayer {
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
  }
}
