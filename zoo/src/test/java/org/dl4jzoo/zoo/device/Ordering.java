package org.dl4jzoo.zoo.device;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which work of other devices comes before that of one device: what they had been given when they
 * were awaited. Finds copies between devices that could come too early, or too late.
 */
final class Ordering {

  private final Map<Ordering, Integer> seen = new HashMap<>();
  private final List<Span> writes = new ArrayList<>();
  private final List<Span> copies = new ArrayList<>();
  private int time;

  /** Bytes that a device wrote, or copied to itself. */
  private record Span(Ordering by, int time, long start, long end) {

    boolean overlaps(long from, long to) {
      return start < to && from < end;
    }
  }

  private boolean hasSeen(Span span) {
    return span.time() <= seen.getOrDefault(span.by(), -1);
  }

  /** Notes a write, and fails if another device may still be copying what was there. */
  void wrote(long start, long end) {
    time++;
    for (Span copy : copies) {
      if (copy.overlaps(start, end) && !hasSeen(copy)) {
        throw new IllegalStateException("written while another device may still copy it");
      }
    }
    writes.removeIf(write -> write.start() >= start && write.end() <= end);
    writes.add(new Span(this, time, start, end));
  }

  /** Notes a copy from another device, and fails if that may not have written it yet. */
  void copied(Ordering source, long start, long end) {
    time++;
    for (Span write : source.writes) {
      if (source != this && write.overlaps(start, end) && !hasSeen(write)) {
        throw new IllegalStateException("copied before it was awaited that it is written");
      }
    }
    source.copies.add(new Span(this, time, start, end));
  }

  /** Notes that later work waits for all that another device was given so far. */
  void awaited(Ordering other) {
    time++;
    seen.put(other, other.time);
    other.seen.forEach((device, known) -> seen.merge(device, known, Math::max));
    copies.removeIf(this::hasSeen);
  }
}
