package org.dl4jzoo.data.flowers;

import java.util.random.RandomGenerator;

/** Draws from a generator, by its uniform doubles only, whose definition will not change. */
final class Chance {

  private Chance() {}

  static double between(RandomGenerator random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** A whole number, both ends included. */
  static int count(RandomGenerator random, int low, int high) {
    return low + (int) (random.nextDouble() * (high - low + 1));
  }

  static boolean happens(RandomGenerator random, double probability) {
    return random.nextDouble() < probability;
  }

  @SafeVarargs
  static <T> T oneOf(RandomGenerator random, T... choices) {
    return choices[(int) (random.nextDouble() * choices.length)];
  }
}
