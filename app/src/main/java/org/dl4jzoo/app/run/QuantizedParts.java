package org.dl4jzoo.app.run;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dl4jzoo.zoo.compiled.Numeral;
import org.dl4jzoo.zoo.compiled.QuantizedWeights;

/**
 * What a file of a quantized network says of its numbers, as {@value #NAME}. The numbers are in
 * {@value #NUMBERS}: of each layer in this order the weights, a byte each, then the steps and the
 * biases of its outputs, float32 with the highest byte first.
 *
 * @param version of this form
 * @param source SHA-256 of the float32 parameters that it was made of
 * @param images on which the ranges of values were measured
 * @param layers in the order of their numbers
 * @param values what the integers of values are
 */
record QuantizedParts(
    int version, String source, int images, List<Layer> layers, Map<String, Integers> values) {

  static final String NAME = "int8.json";
  static final String NUMBERS = "int8.bin";

  /** Of the form that is written. */
  private static final int VERSION = 1;

  /** A layer with so many weights and outputs. */
  record Layer(String name, int weights, int outputs) {

    Layer {
      if (name == null || weights < 1 || outputs < 1) {
        throw new IllegalArgumentException(
            "a layer must have a name, weights and outputs; got %s, %d and %d"
                .formatted(name, weights, outputs));
      }
    }

    long bytes() {
      return weights + 2L * Float.BYTES * outputs;
    }
  }

  /** The integers of a value. */
  record Integers(Numeral.Kind kind, float step) {

    Integers {
      if (kind != Numeral.Kind.SIGNED && kind != Numeral.Kind.UNSIGNED) {
        throw new IllegalArgumentException("integers must be signed or unsigned; got " + kind);
      }
    }
  }

  QuantizedParts {
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "this program reads version %d; got %d".formatted(VERSION, version));
    }
    layers = List.copyOf(layers);
    values = Map.copyOf(values);
  }

  static QuantizedParts of(QuantizedWeights weights, String source, int images) {
    List<Layer> layers = new ArrayList<>();
    new TreeMap<>(weights.layers())
        .forEach(
            (name, layer) ->
                layers.add(new Layer(name, layer.weights().capacity(), layer.steps().capacity())));
    Map<String, Integers> values = new HashMap<>();
    weights.numerals().forEach((name, of) -> values.put(name, new Integers(of.kind(), of.step())));
    return new QuantizedParts(VERSION, source, images, layers, values);
  }

  /** Bytes of the numbers. */
  long bytes() {
    return layers.stream().mapToLong(Layer::bytes).sum();
  }

  void write(QuantizedWeights weights, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    for (Layer layer : layers) {
      QuantizedWeights.Layer numbers = weights.layers().get(layer.name());
      for (int i = 0; i < layer.weights(); i++) {
        data.writeByte(numbers.weights().get(i));
      }
      write(numbers.steps(), data);
      write(numbers.bias(), data);
    }
    data.flush();
  }

  private static void write(FloatBuffer values, DataOutputStream data) throws IOException {
    for (int i = 0; i < values.capacity(); i++) {
      data.writeFloat(values.get(i));
    }
  }

  /**
   * The weights whose numbers these are.
   *
   * @throws IOException if they are none that a quantized network has
   */
  QuantizedWeights weights(ByteBuffer numbers) throws IOException {
    Map<String, QuantizedWeights.Layer> read = new HashMap<>();
    int start = 0;
    for (Layer layer : layers) {
      ByteBuffer weights = numbers.slice(start, layer.weights());
      start += layer.weights();
      FloatBuffer steps = floats(numbers, start, layer);
      start += Float.BYTES * layer.outputs();
      FloatBuffer bias = floats(numbers, start, layer);
      start += Float.BYTES * layer.outputs();
      read.put(layer.name(), new QuantizedWeights.Layer(weights, steps, bias));
    }
    Map<String, Numeral> numerals = new HashMap<>();
    values.forEach((name, of) -> numerals.put(name, new Numeral(of.kind(), of.step())));
    return new QuantizedWeights(read, numerals);
  }

  private static FloatBuffer floats(ByteBuffer numbers, int start, Layer layer) throws IOException {
    FloatBuffer floats = numbers.slice(start, Float.BYTES * layer.outputs()).asFloatBuffer();
    for (int i = 0; i < floats.capacity(); i++) {
      if (!Float.isFinite(floats.get(i))) {
        throw new IOException("a number of its layer %s isn't finite".formatted(layer.name()));
      }
    }
    return floats;
  }
}
