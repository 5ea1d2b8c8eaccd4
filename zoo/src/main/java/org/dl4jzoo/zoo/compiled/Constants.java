package org.dl4jzoo.zoo.compiled;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.memory;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.GroupMerge;
import org.dl4jzoo.zoo.program.LayerWeights;

/**
 * What the calls of a network read besides maps: weights with batch normalisation folded in, in the
 * layouts that primitives want, made once for all batch sizes and threads. Parameters that are
 * neither folded nor rounded are read where they lie.
 */
final class Constants {

  /** Folded weights in one layout. */
  private record Weights(Convolution convolution, GroupMerge groups, memory arranged) {}

  /** Weights of a fully connected layer in another layout, or rounded. */
  private record Matrix(memory plain, memory arranged) {}

  /** What a convolution adds to each channel. */
  private record Shift(Convolution convolution, memory vector) {}

  private final LayerWeights parameters;
  private final Map<String, List<Weights>> weights = new HashMap<>();
  private final Map<String, List<Matrix>> matrices = new HashMap<>();
  private final Map<String, Shift> shifts = new HashMap<>();

  private final IntegerConstants integers;

  Constants(LayerWeights parameters) {
    this(parameters, QuantizedWeights.none());
  }

  /** Those of a quantized network, which has no float32 weights. */
  Constants(QuantizedWeights integers) {
    this(
        name -> {
          throw new IllegalStateException("only layers of integers have weights: " + name);
        },
        integers);
  }

  private Constants(LayerWeights parameters, QuantizedWeights integers) {
    this.parameters = parameters;
    this.integers = new IntegerConstants(integers);
  }

  /** What layers that read integers need. */
  IntegerConstants integers() {
    return integers;
  }

  LayerWeights.Layer layer(String name) {
    return parameters.of(name);
  }

  /** Weights of a convolution, in the layout that is wanted, times the scale of its norm. */
  memory weights(Convolution convolution, GroupMerge groups, memory.desc wanted) {
    List<Weights> made = weights.computeIfAbsent(convolution.layer(), name -> new ArrayList<>());
    for (Weights one : made) {
      if (one.arranged().get_desc().equals(wanted)) {
        return one.arranged();
      }
    }
    Weights one = new Weights(convolution, groups, new memory(wanted, Dnnl.ENGINE));
    fold(one);
    made.add(one);
    return one.arranged();
  }

  private void fold(Weights made) {
    float[] values = folding(made.convolution()).weights(made.groups());
    try (memory plain = Dnnl.copy(plainWeights(made.groups().merged()), values)) {
      Dnnl.arrange(plain, made.arranged());
    }
  }

  /**
   * Weights of a fully connected layer: where they lie, if they lie there as they are wanted.
   *
   * @param plain how they lie
   */
  memory weights(String layer, memory.desc plain, memory.desc wanted) {
    if (wanted.equals(plain)) {
      return Dnnl.view(plain, parameters.of(layer).weights());
    }
    List<Matrix> made = matrices.computeIfAbsent(layer, name -> new ArrayList<>());
    for (Matrix one : made) {
      if (one.arranged().get_desc().equals(wanted)) {
        return one.arranged();
      }
    }
    memory view = Dnnl.view(plain, parameters.of(layer).weights());
    Matrix one = new Matrix(view, new memory(wanted, Dnnl.ENGINE));
    Dnnl.arrange(one.plain(), one.arranged());
    made.add(one);
    return one.arranged();
  }

  private Folding folding(Convolution convolution) {
    return new Folding(convolution, parameters.of(convolution.layer()));
  }

  /** Weights as parameters lie, groups apart. */
  static memory.desc plainWeights(ConvolutionShape shape) {
    return shape.groups() > 1
        ? Dnnl.desc(memory.format_tag.goihw, shape.groupedWeights())
        : Dnnl.desc(memory.format_tag.oihw, shape.weights());
  }

  /** What a convolution adds to each channel: its bias, or the shift of its norm. */
  memory shift(Convolution convolution) {
    return shifts.computeIfAbsent(convolution.layer(), name -> shifted(convolution)).vector();
  }

  private Shift shifted(Convolution convolution) {
    float[] values = folding(convolution).shift();
    return new Shift(convolution, Dnnl.copy(Dnnl.vector(values.length), values));
  }

  /** Folds the parameters as they are now, into the memory that primitives already read. */
  void refold() {
    weights.values().forEach(layouts -> layouts.forEach(this::fold));
    matrices
        .values()
        .forEach(copies -> copies.forEach(made -> Dnnl.arrange(made.plain(), made.arranged())));
    shifts.values().forEach(made -> Dnnl.write(folding(made.convolution()).shift(), made.vector()));
  }

  /** A vector of parameters, where it lies. */
  static memory vector(FloatBuffer values) {
    return Dnnl.view(Dnnl.vector(values.capacity()), values);
  }
}
