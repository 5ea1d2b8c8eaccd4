package org.dl4jzoo.zoo.layer.kernel;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Seconds spent in kernels, by kind; for one thread. */
public final class KernelTimes {

  private final Map<String, Double> seconds = new TreeMap<>();

  /** Seconds by kind of kernel, such as "convolution, weights' gradient". */
  public Map<String, Double> seconds() {
    return Collections.unmodifiableMap(seconds);
  }

  /** Forgets what was measured so far. */
  public void clear() {
    seconds.clear();
  }

  /** Adds a share of what another measured. */
  public void add(KernelTimes other, double share) {
    other.seconds.forEach((kind, time) -> seconds.merge(kind, share * time, Double::sum));
  }

  /** Notes how long some work of a kind takes. */
  public void time(String kind, Runnable work) {
    long start = System.nanoTime();
    work.run();
    seconds.merge(kind, (System.nanoTime() - start) / 1e9, Double::sum);
  }
}
