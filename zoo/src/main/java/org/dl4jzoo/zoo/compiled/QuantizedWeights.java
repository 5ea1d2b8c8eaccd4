package org.dl4jzoo.zoo.compiled;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * What a network computed with 8-bit integers needs besides its description. Batch normalisation is
 * folded into the layers.
 *
 * @param layers of convolutions and fully connected layers, by name
 * @param numerals of the values that are read as integers, or lie as such, by name
 */
public record QuantizedWeights(Map<String, Layer> layers, Map<String, Numeral> numerals) {

  /** Copies the maps. */
  public QuantizedWeights {
    layers = Map.copyOf(layers);
    numerals = Map.copyOf(numerals);
  }

  /**
   * A layer: the weights of an output are its integers times its step.
   *
   * @param weights from -127 on, [out, in / groups, kernel, kernel] of a convolution, [out, in] of
   *     a fully connected layer
   * @param steps [out]
   * @param bias [out], of values
   */
  public record Layer(ByteBuffer weights, FloatBuffer steps, FloatBuffer bias) {

    /** Checks the lengths. */
    public Layer {
      int outputs = steps.capacity();
      if (outputs == 0 || bias.capacity() != outputs || weights.capacity() % outputs != 0) {
        throw new IllegalArgumentException(
            "weights must be as many for each output; got %d, %d steps and %d biases"
                .formatted(weights.capacity(), outputs, bias.capacity()));
      }
    }
  }

  static QuantizedWeights none() {
    return new QuantizedWeights(Map.of(), Map.of());
  }

  /**
   * A layer of the network.
   *
   * @throws IllegalArgumentException if there is none of the name with so many weights and outputs
   */
  Layer layer(String name, long weights, int outputs) {
    Layer layer = layer(name);
    int saved = layer.weights().capacity();
    if (saved != weights || layer.steps().capacity() != outputs) {
      throw new IllegalArgumentException(
          "the layer %s has %d weights of %d outputs; got %d of %d"
              .formatted(name, weights, outputs, saved, layer.steps().capacity()));
    }
    return layer;
  }

  /**
   * A layer of any size.
   *
   * @throws IllegalArgumentException if there is none of the name
   */
  Layer layer(String name) {
    Layer layer = layers.get(name);
    if (layer == null) {
      throw new IllegalArgumentException("there are no weights of the layer " + name);
    }
    return layer;
  }

  /**
   * What a value's integers are.
   *
   * @throws IllegalArgumentException if that isn't known
   */
  Numeral numeral(String name) {
    Numeral numeral = numerals.get(name);
    if (numeral == null) {
      throw new IllegalArgumentException("there is no range of the values of " + name);
    }
    return numeral;
  }
}
