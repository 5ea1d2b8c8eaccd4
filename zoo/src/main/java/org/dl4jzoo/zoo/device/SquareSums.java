package org.dl4jzoo.zoo.device;

import java.nio.DoubleBuffer;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.bytedeco.javacpp.DoublePointer;

/** Sums of squares of pieces of an array on a device, with one wait for all of them. */
public final class SquareSums {

  private final Device device;
  private final GrowingMemory memory;

  /** For arrays on a device. */
  public SquareSums(Device device) {
    this.device = device;
    this.memory = new GrowingMemory(device.memory());
  }

  /**
   * Sums up the squares of pieces that lie one after another.
   *
   * @param x address of the first
   * @param ends of the pieces, counted in values from there
   * @return each piece's sum by its end; NaN or infinite if a value of it is
   */
  public Map<Long, Double> of(long x, SortedSet<Long> ends) {
    int partial = device.updates().partialSums();
    int doubles = Math.multiplyExact(ends.size(), partial);
    long bytes = (long) doubles * Double.BYTES;
    long sums = memory.bytes(bytes);
    long start = 0;
    long to = sums;
    for (long end : ends) {
      device.updates().squares(end - start, x + Float.BYTES * start, to);
      start = end;
      to += (long) partial * Double.BYTES;
    }
    Map<Long, Double> squares = new TreeMap<>();
    try (DoublePointer host = new DoublePointer((long) doubles)) {
      device.memory().download(sums, host.address(), bytes);
      DoubleBuffer partials = host.asBuffer();
      ends.forEach(end -> squares.put(end, sum(partials, partial)));
    }
    return squares;
  }

  /** The sum of the next doubles of a buffer. */
  public static double sum(DoubleBuffer partials, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += partials.get();
    }
    return sum;
  }

  /** Frees its memory. */
  public void release() {
    memory.release();
  }
}
