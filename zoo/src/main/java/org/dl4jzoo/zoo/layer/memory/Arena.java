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
 * Memory that arrays are taken from and given back to in any order. Each step of a training asks
 * for the arrays of the step before: in the first each lies on its own, while their places in one
 * block are worked out; from the next on they lie there.
 */
public final class Arena {

  /** Values that places are multiples of: 64 bytes of float32, a cache line. */
  private static final long GRAIN = 16;

  private final DataType type;
  private final IdentityHashMap<INDArray, Place> taken = new IdentityHashMap<>();

  /** The lengths of the gaps between places by where they start. */
  private final NavigableMap<Long, Long> gaps = new TreeMap<>();

  /** Where the last place ends, and where it ever did. */
  private long end;

  private long farthest;

  /** Null until it is known how long it must be. */
  private INDArray block;

  /** A part of the block; or, beyond its length, an array of its own. */
  private record Place(long start, long length, INDArray memory) {}

  Arena(DataType type) {
    this.type = type;
  }

  /** An array of this shape, its values undefined, until it is given back. */
  INDArray take(long... shape) {
    if (taken.isEmpty()) {
      growBlock();
    }
    long needed = ArrayUtil.prodLong(shape);
    Place place = place((needed + GRAIN - 1) / GRAIN * GRAIN);
    INDArray memory = place.memory;
    long offset = 0;
    if (memory == null) {
      memory = block;
      offset = place.start;
    }
    INDArray array = memory.get(NDArrayIndex.interval(offset, offset + needed)).reshape('c', shape);
    taken.put(array, place);
    return array;
  }

  private void growBlock() {
    if (farthest > blockLength()) {
      if (block != null) {
        block.close();
      }
      block = Nd4j.createUninitializedDetached(type, farthest);
    }
  }

  private long blockLength() {
    return block == null ? 0 : block.length();
  }

  private Place place(long length) {
    long start = start(length);
    boolean beyond = start + length > blockLength();
    return new Place(start, length, beyond ? Nd4j.createUninitializedDetached(type, length) : null);
  }

  /** The start of the shortest gap that will do, else the end. */
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
    Place place = taken.remove(array);
    if (place.memory != null) {
      place.memory.close();
    }
    free(place.start, place.length);
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

  /** The bytes from the first to the last value that was ever taken. */
  public long bytes() {
    return type.width() * farthest;
  }
}
