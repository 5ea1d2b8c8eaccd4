package org.dl4jzoo.zoo.compiled;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
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

  Constants(LayerWeights parameters) {
    this.parameters = parameters;
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
    memory plain = Dnnl.copy(plainWeights(groups.merged()), folded(convolution, groups));
    memory arranged = wanted.equals(plain.get_desc()) ? plain : arranged(plain, wanted);
    made.add(arranged);
    return arranged;
  }

  /** Weights as parameters lie, groups apart. */
  static memory.desc plainWeights(ConvolutionShape shape) {
    return shape.groups() > 1
        ? Dnnl.desc(memory.format_tag.goihw, shape.groupedWeights())
        : Dnnl.desc(memory.format_tag.oihw, shape.weights());
  }

  private float[] folded(Convolution convolution, GroupMerge groups) {
    LayerWeights.Layer layer = parameters.of(convolution.layer());
    int outputs = convolution.output().channels();
    float[] folded = new float[Math.toIntExact(groups.values())];
    for (int out = 0; out < outputs; out++) {
      int start = groups.start(out);
      layer.weights().get(out * groups.length(), folded, start, groups.length());
      if (convolution.eps().isPresent()) {
        float scale = layer.norm().scale(out, convolution.eps().getAsDouble());
        for (int i = start; i < start + groups.length(); i++) {
          folded[i] *= scale;
        }
      }
    }
    return folded;
  }

  private static memory arranged(memory plain, memory.desc wanted) {
    memory arranged = new memory(wanted, Dnnl.ENGINE);
    reorder copy = new reorder(plain, arranged);
    try (stream order = new stream(Dnnl.ENGINE)) {
      copy.execute(order, plain, arranged);
      order._wait();
    }
    return arranged;
  }

  /** What a convolution adds to each channel: its bias, or the shift of its norm. */
  memory shift(Convolution convolution) {
    return vectors.computeIfAbsent(
        convolution.layer(),
        name -> {
          LayerWeights.Layer layer = parameters.of(name);
          float[] shifts = new float[convolution.output().channels()];
          for (int i = 0; i < shifts.length; i++) {
            float bias = layer.bias() == null ? 0 : layer.bias().get(i);
            shifts[i] =
                convolution.eps().isPresent()
                    ? layer.norm().shift(i, convolution.eps().getAsDouble(), bias)
                    : bias;
          }
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
