package org.dl4jzoo.zoo.compiled;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How batches are cut for workers.
 *
 * @param largest images of a piece at most; 0 for batches that aren't cut
 * @param small images that one thread computes sooner than several do
 */
record Pieces(int largest, int small) {

  /** Batches as they are. */
  static final Pieces NONE = new Pieces(0, 0);

  /** With more, maps take memory and gain nothing. */
  private static final int MOST = 16;

  /** The share of the workers' time that must be used, for fewer would leave cores idle. */
  private static final double LEAST_USE = 0.75;

  /**
   * Threads that share a primitive gain nothing below so many multiply-accumulates of a primitive,
   * in the mean of a network's, for they wait for each other at the end of each.
   */
  private static final double LEAST_OF_A_PRIMITIVE = 350_000;

  /** Nor do they below so many of a batch, as it takes a while until they have begun. */
  private static final double LEAST_OF_A_BATCH = 4_000_000;

  /**
   * Those of a program. Weights are read once a piece and maps once an image, and small pieces'
   * maps stay in the caches: as many images as have about as many values as there are weights.
   */
  static Pieces of(Program program) {
    long weights = program.instructions().stream().mapToLong(Instruction::weights).sum();
    long values =
        program.instructions().stream()
            .mapToLong(it -> it.output().area() * it.output().channels())
            .sum();
    double products = program.instructions().stream().mapToDouble(Program::products).sum();
    double least = Math.max(LEAST_OF_A_BATCH, LEAST_OF_A_PRIMITIVE * program.instructions().size());
    return new Pieces(
        (int) Math.max(1, Math.min(MOST, Math.round((double) weights / values))),
        (int) (least / Math.max(1, products)));
  }

  /** Whether one thread computes a batch sooner than several do. */
  boolean isSmall(int batch) {
    return batch <= small;
  }

  /**
   * Images of each piece, those with more first; one piece where the workers wouldn't all have
   * about as much to do.
   */
  List<Integer> sizes(int batch, int workers) {
    if (largest == 0 || workers == 1 || batch < workers) {
      return List.of(batch);
    }
    int rounds = ceiling(ceiling(batch, largest), workers);
    int pieces = rounds * workers;
    double use = (double) batch / (pieces * ceiling(batch, pieces));
    if (use < LEAST_USE) {
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
