package org.dl4jzoo.zoo.device.host;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Shares work among the processors. What one task writes no other reads, so that the order in which
 * they run changes nothing.
 */
final class Work {

  /** Values of a piece: few enough for the first cache, and enough to be worth a task. */
  static final int PIECE = 8192;

  private Work() {}

  /** A piece of some values that are each treated alike. */
  @FunctionalInterface
  interface Piece {
    void run(long start, int count);
  }

  /** Runs tasks 0 to count - 1. */
  static void each(int count, IntConsumer task) {
    IntStream.range(0, count).parallel().forEach(task);
  }

  /** Treats values piece by piece. */
  static void pieces(long values, Piece piece) {
    pieces(values, PIECE, piece);
  }

  /** Treats rows of a matrix, some at a time. */
  static void rows(long rows, int columns, Piece piece) {
    pieces(rows, Math.max(1, PIECE / columns), piece);
  }

  private static void pieces(long values, int largest, Piece piece) {
    each(
        Math.toIntExact((values + largest - 1) / largest),
        i -> {
          long start = (long) i * largest;
          piece.run(start, (int) Math.min(largest, values - start));
        });
  }
}
