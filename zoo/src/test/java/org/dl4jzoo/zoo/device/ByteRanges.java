package org.dl4jzoo.zoo.device;

import java.util.Map;
import java.util.TreeMap;

/** A set of addresses, as ranges that don't touch each other. */
final class ByteRanges {

  /** Ends, by starts. */
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  void add(long start, long end) {
    if (end <= start || contains(start, end)) {
      return;
    }
    long first = start;
    long last = end;
    Map.Entry<Long, Long> below = ranges.floorEntry(end);
    while (below != null && below.getValue() >= start) {
      first = Math.min(first, below.getKey());
      last = Math.max(last, below.getValue());
      ranges.remove(below.getKey());
      below = ranges.floorEntry(end);
    }
    ranges.put(first, last);
  }

  void remove(long start, long end) {
    Map.Entry<Long, Long> below = ranges.lowerEntry(end);
    while (below != null && below.getValue() > start) {
      ranges.remove(below.getKey());
      if (below.getKey() < start) {
        ranges.put(below.getKey(), start);
      }
      if (below.getValue() > end) {
        ranges.put(end, below.getValue());
      }
      below = ranges.lowerEntry(end);
    }
  }

  void clear() {
    ranges.clear();
  }

  boolean overlaps(long start, long end) {
    Map.Entry<Long, Long> below = ranges.lowerEntry(end);
    return end > start && below != null && below.getValue() > start;
  }

  boolean contains(long start, long end) {
    Map.Entry<Long, Long> below = ranges.floorEntry(start);
    return end <= start || (below != null && below.getValue() >= end);
  }
}
