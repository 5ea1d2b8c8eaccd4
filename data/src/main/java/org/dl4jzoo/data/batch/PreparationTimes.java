package org.dl4jzoo.data.batch;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The CPU time of the threads that prepare images, by what they do. It is measured once it has been
 * asked for; before, a row costs a few comparisons.
 */
public final class PreparationTimes {

  /** What is done to an image, in this order. */
  public enum Part {
    /** Reading and decoding a file, or finding its pixels in the cache. */
    DECODING,
    /** Varying the image; nothing where augmentation is off. */
    AUGMENTATION,
    /** Scaling bytes into the batch's array. */
    COPYING
  }

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Map<Part, AtomicLong> nanos = new EnumMap<>(Part.class);
  private volatile boolean measured;

  PreparationTimes() {
    for (Part part : Part.values()) {
      nanos.put(part, new AtomicLong());
    }
  }

  /** Measures from now on, and forgets what was measured so far. */
  public void restart() {
    nanos.values().forEach(sum -> sum.set(0));
    measured = true;
  }

  /** The CPU time of all threads together since {@link #restart}. */
  public Duration total(Part part) {
    return Duration.ofNanos(nanos.get(part).get());
  }

  /** The CPU time of the current thread; 0 while nothing is measured. */
  long now() {
    return measured ? THREADS.getCurrentThreadCpuTime() : 0;
  }

  /**
   * Adds what the current thread spent on a part.
   *
   * @param since what {@link #now} was before it
   * @return what it is now
   */
  long add(Part part, long since) {
    long now = now();
    // A row that was begun before the measurement belongs to no part.
    if (since > 0) {
      nanos.get(part).addAndGet(now - since);
    }
    return now;
  }
}
