package org.dl4jzoo.zoo.layer.memory;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.nd4j.common.util.ArrayUtil;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Memory that arrays are taken from and given back to in any order. Every step of a training takes
 * the same arrays in the same order. In the first step each array has memory of its own, and the
 * arena notes which span of one slab it could have had; from the second step on the slab is there,
 * and arrays lie in it.
 */
public final class Arena {

  /** Values that spans are multiples of: 64 bytes of float32, a cache line. */
  private static final long GRAIN = 16;

  private final DataType type;
  private final IdentityHashMap<INDArray, Span> taken = new IdentityHashMap<>();

  /** The lengths of the gaps between spans by where they start. */
  private final NavigableMap<Long, Long> gaps = new TreeMap<>();

  /** Where the last span ends now, and the largest value that this ever had. */
  private long end;

  private long farthest;

  /** Null until it is known how long it must be. */
  private INDArray slab;

  /** A part of the slab; or, beyond its length, memory of its own. */
  private record Span(long start, long length, INDArray memory) {}

  Arena(DataType type) {
    this.type = type;
  }

  /** An array of this shape, its values undefined, until it is given back. */
  INDArray take(long... shape) {
    if (taken.isEmpty()) {
      growSlab();
    }
    long needed = ArrayUtil.prodLong(shape);
    Span span = span((needed + GRAIN - 1) / GRAIN * GRAIN);
    INDArray memory = span.memory;
    long offset = 0;
    if (memory == null) {
      memory = slab;
      offset = span.start;
    }
    INDArray array = memory.get(NDArrayIndex.interval(offset, offset + needed)).reshape('c', shape);
    taken.put(array, span);
    return array;
  }

  private void growSlab() {
    if (farthest > slabLength()) {
      if (slab != null) {
        slab.close();
      }
      slab = Nd4j.createUninitializedDetached(type, farthest);
    }
  }

  private long slabLength() {
    return slab == null ? 0 : slab.length();
  }

  private Span span(long length) {
    long start = start(length);
    boolean beyond = start + length > slabLength();
    return new Span(start, length, beyond ? Nd4j.createUninitializedDetached(type, length) : null);
  }

  /** The start of the shortest gap that is long enough, else the end. */
  private long start(long length) {
    Optional<Map.Entry<Long, Long>> fitting =
        gaps.entrySet().stream()
            .filter(gap -> gap.getValue() >= length)
            .min(Comparator.comparing(Map.Entry::getValue));
    if (fitting.isEmpty()) {
      long start = end;
      end += length;
      farthest = Math.max(farthest, end);
      return start;
    }
    long start = fitting.get().getKey();
    long gap = gaps.remove(start);
    if (gap > length) {
      gaps.put(start + length, gap - length);
    }
    return start;
  }

  /** Ends the use of an array. */
  void giveBack(INDArray array) {
    Span span = taken.remove(array);
    if (span.memory != null) {
      span.memory.close();
    }
    free(span.start, span.length);
  }

  private void free(long from, long length) {
    long start = from;
    long stop = from + length;
    Map.Entry<Long, Long> before = gaps.lowerEntry(start);
    if (before != null && before.getKey() + before.getValue() == start) {
      start = before.getKey();
      gaps.remove(start);
    }
    Long after = gaps.remove(stop);
    if (after != null) {
      stop += after;
    }
    if (stop == end) {
      end = start;
    } else {
      gaps.put(start, stop - start);
    }
  }

  /** The bytes from the start of the first span to the farthest end of any. */
  public long bytes() {
    return type.width() * farthest;
  }
}
