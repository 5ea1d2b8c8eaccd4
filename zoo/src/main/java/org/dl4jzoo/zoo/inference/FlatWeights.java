package org.dl4jzoo.zoo.inference;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.net.ParameterLayer;
import org.dl4jzoo.zoo.program.LayerWeights;

/**
 * The parameters of a network of our layers in one piece, layer by layer, as checkpoints have them:
 * weights, bias, then scale, shift, running mean and variance of the norm.
 */
public final class FlatWeights implements LayerWeights {

  /** The layers' buffers alone don't keep its memory. */
  private final FloatPointer memory;

  private final FloatBuffer values;
  private final Map<String, Layer> layers = new HashMap<>();
  private int position;

  /**
   * Looks at parameters.
   *
   * @param memory all of them
   * @param order the layers, in their order
   * @throws IllegalArgumentException if the layers have more or fewer
   */
  public FlatWeights(FloatPointer memory, List<ParameterLayer> order) {
    if (count(order) != memory.capacity()) {
      throw new IllegalArgumentException(
          "expected %d parameters; got %d".formatted(count(order), memory.capacity()));
    }
    this.memory = memory;
    this.values = memory.asBuffer();
    order.forEach(layer -> layers.put(layer.vertex(), next(layer)));
  }

  /** How many parameters layers have. */
  public static long count(List<ParameterLayer> layers) {
    return layers.stream().mapToLong(ParameterLayer::total).sum();
  }

  private Layer next(ParameterLayer layer) {
    FloatBuffer weights = next(layer.weights());
    FloatBuffer bias = next(layer.biased() ? layer.out() : 0);
    int normed = layer.normalized() ? layer.out() : 0;
    FloatBuffer gamma = next(normed);
    FloatBuffer beta = next(normed);
    FloatBuffer mean = next(normed);
    FloatBuffer variance = next(normed);
    return new Layer(weights, bias, gamma == null ? null : new Norm(gamma, beta, mean, variance));
  }

  private FloatBuffer next(long length) {
    if (length == 0) {
      return null;
    }
    FloatBuffer part = values.slice(position, Math.toIntExact(length));
    position += part.capacity();
    return part;
  }

  @Override
  public Layer of(String name) {
    return layers.get(name);
  }

  /** All of them. */
  public FloatPointer memory() {
    return memory;
  }
}
