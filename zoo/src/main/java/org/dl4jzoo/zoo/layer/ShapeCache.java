package org.dl4jzoo.zoo.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The kernels of a layer by the shape of its input. Only a few shapes recur (full and last batch,
 * training and not), so that the least recently used ones go, and their native memory with them.
 */
final class ShapeCache<K, V> {

  private static final int CAPACITY = 6;

  private final Map<K, V> kernels =
      new LinkedHashMap<>(CAPACITY, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
          return size() > CAPACITY;
        }
      };

  V get(K shape, Function<? super K, ? extends V> make) {
    V kernel = kernels.get(shape);
    if (kernel == null) {
      kernel = make.apply(shape);
      kernels.put(shape, kernel);
    }
    return kernel;
  }
}
