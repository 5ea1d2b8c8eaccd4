package org.dl4jzoo.zoo.compiled;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.dnnl.memory;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.GroupMerge;
import org.dl4jzoo.zoo.program.LayerWeights;

/**
 * What the calls of a network read besides maps: weights with batch normalisation folded in, in the
 * layouts that primitives want, made once for all batch sizes and threads. Parameters that are
 * neither folded nor rounded are read where they lie.
 */
final class Constants implements AutoCloseable {

  /** A layer's weights in one layout, and what writes the parameters there as they are now. */
  private record Copy(memory arranged, Consumer<memory> fill) {}

  /** What a convolution adds to each channel. */
  private record Shift(Convolution convolution, memory vector) {}

  private final LayerWeights parameters;
  private final Map<String, List<Copy>> copies = new HashMap<>();
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
    return copy(convolution.layer(), wanted, target -> fold(convolution, groups, target));
  }

  /**
   * Weights of a fully connected layer: where they lie, if they lie there as they are wanted.
   *
   * @param plain how they lie
   */
  memory weights(String layer, memory.desc plain, memory.desc wanted) {
    memory view = Dnnl.view(plain, parameters.of(layer).weights());
    return wanted.equals(plain) ? view : copy(layer, wanted, target -> Dnnl.arrange(view, target));
  }

  private memory copy(String layer, memory.desc wanted, Consumer<memory> fill) {
    List<Copy> made = copies.computeIfAbsent(layer, name -> new ArrayList<>());
    for (Copy one : made) {
      if (one.arranged().get_desc().equals(wanted)) {
        return one.arranged();
      }
    }
    memory arranged = new memory(wanted, Dnnl.ENGINE);
    fill.accept(arranged);
    made.add(new Copy(arranged, fill));
    return arranged;
  }

  private void fold(Convolution convolution, GroupMerge groups, memory target) {
    float[] values = folding(convolution).weights(groups);
    try (memory plain = Dnnl.copy(plainWeights(groups.merged()), values)) {
      Dnnl.arrange(plain, target);
    }
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
    copies.values().forEach(all -> all.forEach(one -> one.fill().accept(one.arranged())));
    shifts.values().forEach(made -> Dnnl.write(folding(made.convolution()).shift(), made.vector()));
  }

  /** Frees what was made of the parameters, which nothing may read any more. */
  @Override
  public void close() {
    copies.values().forEach(all -> all.forEach(one -> one.arranged().close()));
    copies.clear();
    shifts.values().forEach(made -> made.vector().close());
    shifts.clear();
    integers.close();
  }

  /** A vector of parameters, where it lies. */
  static memory vector(FloatBuffer values) {
    return Dnnl.view(Dnnl.vector(values.capacity()), values);
  }
}
