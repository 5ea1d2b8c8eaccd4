package org.dl4jzoo.zoo.compiled;

import java.util.List;
import java.util.stream.IntStream;

/** How a batch is cut for workers. */
final class Pieces {

  /**
   * Images of a piece at most: with more, their maps leave the caches and take memory; with fewer,
   * weights are read more often than they are used.
   */
  private static final int LARGEST = 4;

  /** The share of the workers' time that must be used, for fewer would leave cores idle. */
  private static final double LEAST_USE = 0.75;

  private Pieces() {}

  /**
   * Images of each piece, those with more first; one piece where the workers wouldn't all have
   * about as much to do.
   */
  static List<Integer> of(int batch, int workers) {
    int rounds = ceiling(ceiling(batch, LARGEST), workers);
    int pieces = rounds * workers;
    double use = (double) batch / (pieces * ceiling(batch, pieces));
    if (workers == 1 || batch < workers || use < LEAST_USE) {
      return List.of(batch);
    }
    return IntStream.range(0, Math.min(pieces, batch))
        .mapToObj(i -> batch / pieces + (i < batch % pieces ? 1 : 0))
        .toList();
  }

  private static int ceiling(int value, int unit) {
    return (value + unit - 1) / unit;
  }
}
