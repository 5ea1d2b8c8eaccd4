package org.dl4jzoo.zoo.compiled;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.memory;

/**
 * What the calls of a quantized network read besides maps, made once for all of its batch sizes.
 */
final class IntegerConstants implements AutoCloseable {

  private final QuantizedWeights layers;
  private final Map<String, List<memory>> weights = new HashMap<>();
  private final Map<String, memory> steps = new HashMap<>();
  private final Map<String, memory> biases = new HashMap<>();
  private final Map<Numeral, memory> numerals = new HashMap<>();

  IntegerConstants(QuantizedWeights layers) {
    this.layers = layers;
  }

  /**
   * Integers of a layer.
   *
   * @param outputs of the layer
   * @param plain their shape, as they are saved
   * @param wanted the layout that the primitive reads
   */
  memory weights(String layer, int outputs, memory.desc plain, memory.desc wanted) {
    List<memory> made = weights.computeIfAbsent(layer, name -> new ArrayList<>());
    for (memory one : made) {
      if (one.get_desc().equals(wanted)) {
        return one;
      }
    }
    QuantizedWeights.Layer saved = layers.layer(layer, plain.get_size(), outputs);
    memory arranged = Dnnl.arranged(Dnnl.copy(plain, bytes(saved.weights())), wanted);
    made.add(arranged);
    return arranged;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.capacity()];
    buffer.get(0, copy);
    return copy;
  }

  /** What the integers of each output are multiplied by. */
  memory steps(String layer) {
    return steps.computeIfAbsent(layer, name -> vector(layers.layer(name).steps()));
  }

  /** What is added to each output. */
  memory bias(String layer) {
    return biases.computeIfAbsent(layer, name -> vector(layers.layer(name).bias()));
  }

  /** The step of numerals, as a vector of one. */
  memory step(Numeral numeral) {
    return numerals.computeIfAbsent(
        numeral, any -> Dnnl.copy(Dnnl.vector(1), new float[] {any.step()}));
  }

  /** Frees all of it, which nothing may read any more. */
  @Override
  public void close() {
    weights.values().forEach(made -> made.forEach(memory::close));
    weights.clear();
    for (Map<?, memory> vectors : List.of(steps, biases, numerals)) {
      vectors.values().forEach(memory::close);
      vectors.clear();
    }
  }

  private static memory vector(FloatBuffer values) {
    float[] copy = new float[values.capacity()];
    values.get(0, copy);
    return Dnnl.copy(Dnnl.vector(copy.length), copy);
  }
}
