package org.dl4jzoo.zoo.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The kernels of a layer by the shape of its input. Only a few shapes recur (full and last batch,
 * training and inference), so the least recently used kernels are dropped. Their native memory is
 * freed when Java collects them. As they hardly fill Java's heap, nothing would start a collection;
 * so every 256th drop does.
 */
final class ShapeCache<K, V> {

  private static final int CAPACITY = 6;
  private static final int MANY = 256;
  private static final AtomicInteger GONE = new AtomicInteger();

  private final Map<K, V> kernels =
      new LinkedHashMap<>(CAPACITY, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
          boolean goes = size() > CAPACITY;
          if (goes && GONE.incrementAndGet() % MANY == 0) {
            System.gc();
          }
          return goes;
        }
      };

  void clear() {
    kernels.clear();
  }

  V get(K shape, Function<? super K, ? extends V> make) {
    V kernel = kernels.get(shape);
    if (kernel == null) {
      kernel = make.apply(shape);
      kernels.put(shape, kernel);
    }
    return kernel;
  }
}
