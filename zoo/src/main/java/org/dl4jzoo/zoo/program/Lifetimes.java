package org.dl4jzoo.zoo.program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts arrays that are needed at different times into one block of memory.
 *
 * @param <K> what names an array
 */
public final class Lifetimes<K> {

  private final long alignment;
  private final List<Life<K>> lives = new ArrayList<>();

  private record Life<K>(K key, long bytes, int from, int to) {
    boolean overlaps(Life<K> other) {
      return from <= other.to && other.from <= to;
    }
  }

  /**
   * Where the arrays lie.
   *
   * @param offsets bytes from the start of the block
   * @param bytes of the block
   */
  public record Placed<K>(Map<K, Long> offsets, long bytes) {

    /** Copies the offsets. */
    public Placed {
      offsets = Map.copyOf(offsets);
    }
  }

  /** No arrays yet, each of which will start at a multiple of so many bytes. */
  public Lifetimes(long alignment) {
    this.alignment = alignment;
  }

  /** Adds an array that is needed from one step up to another, both included. */
  public void add(K key, long bytes, int from, int to) {
    long rounded = (bytes + alignment - 1) / alignment * alignment;
    lives.add(new Life<>(key, rounded, from, to));
  }

  /** Places the largest first, each as low as what is needed beside it lets it. */
  public Placed<K> place() {
    List<Life<K>> largestFirst = new ArrayList<>(lives);
    largestFirst.sort(Comparator.comparingLong((Life<K> life) -> life.bytes()).reversed());
    Map<K, Long> offsets = new HashMap<>();
    List<Life<K>> placed = new ArrayList<>();
    long top = 0;
    for (Life<K> life : largestFirst) {
      long offset = lowest(life, placed, offsets);
      offsets.put(life.key(), offset);
      placed.add(life);
      top = Math.max(top, offset + life.bytes());
    }
    return new Placed<>(offsets, top);
  }

  private static <K> long lowest(Life<K> life, List<Life<K>> placed, Map<K, Long> offsets) {
    List<Life<K>> beside =
        placed.stream()
            .filter(life::overlaps)
            .sorted(Comparator.comparingLong(other -> offsets.get(other.key())))
            .toList();
    long offset = 0;
    for (Life<K> other : beside) {
      long start = offsets.get(other.key());
      if (offset + life.bytes() <= start) {
        break;
      }
      offset = Math.max(offset, start + other.bytes());
    }
    return offset;
  }
}
