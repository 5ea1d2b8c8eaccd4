package org.dl4jzoo.zoo.layer;

import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.zoo.layer.kernel.Kernels;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The kernels of one layer or vertex. Deeplearning4j makes layers without telling them their
 * network, so that they can't get its kernels at once: {@link Execution#install} gives them
 * afterwards. A layer that has to run before takes those of the fastest engine.
 */
final class LayerKernels {

  private final DataType type;
  private final List<ShapeCache<?, ?>> caches = new ArrayList<>();
  private Kernels kernels;

  /** Of a layer whose arrays have this type. */
  LayerKernels(DataType type) {
    this.type = type;
  }

  /** What makes the kernels. */
  Kernels get() {
    if (kernels == null) {
      kernels = Execution.on(Engine.fastest()).kernels(type);
    }
    return kernels;
  }

  /** The same; null as long as nobody has chosen or asked for any. */
  Kernels chosen() {
    return kernels;
  }

  /** Makes the layer run on others from its next pass on. */
  void choose(Kernels chosen) {
    kernels = chosen;
    caches.forEach(ShapeCache::clear);
  }

  /** A new cache of kernels; it is emptied when others are chosen. */
  <K, V> ShapeCache<K, V> cache() {
    ShapeCache<K, V> cache = new ShapeCache<>();
    caches.add(cache);
    return cache;
  }
}
