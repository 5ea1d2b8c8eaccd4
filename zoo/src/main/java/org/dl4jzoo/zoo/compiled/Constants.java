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
 * layouts that primitives want, made once for all batch sizes and threads.
 */
final class Constants {

  private final LayerWeights parameters;
  private final Map<String, List<memory>> weights = new HashMap<>();
  private final Map<String, memory> vectors = new HashMap<>();

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
    List<memory> made = weights.computeIfAbsent(convolution.layer(), name -> new ArrayList<>());
    for (memory one : made) {
      if (one.get_desc().equals(wanted)) {
        return one;
      }
    }
    Folding folding = new Folding(convolution, parameters.of(convolution.layer()));
    memory plain = Dnnl.copy(plainWeights(groups.merged()), folding.weights(groups));
    memory arranged = Dnnl.arranged(plain, wanted);
    made.add(arranged);
    return arranged;
  }

  /** Weights as parameters lie, groups apart. */
  static memory.desc plainWeights(ConvolutionShape shape) {
    return shape.groups() > 1
        ? Dnnl.desc(memory.format_tag.goihw, shape.groupedWeights())
        : Dnnl.desc(memory.format_tag.oihw, shape.weights());
  }

  /** What a convolution adds to each channel: its bias, or the shift of its norm. */
  memory shift(Convolution convolution) {
    return vectors.computeIfAbsent(
        convolution.layer(),
        name -> {
          float[] shifts = new Folding(convolution, parameters.of(name)).shift();
          return Dnnl.copy(Dnnl.vector(shifts.length), shifts);
        });
  }

  /** A vector of parameters. */
  memory vector(FloatBuffer values) {
    float[] copy = new float[values.capacity()];
    values.get(0, copy);
    return Dnnl.copy(Dnnl.vector(copy.length), copy);
  }
}
