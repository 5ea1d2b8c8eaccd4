package org.dl4jzoo.data.image;

import java.util.random.RandomGenerator;

/** Varies decoded images at random. Safe for use by several threads. */
@FunctionalInterface
public interface Augmenter {

  /**
   * A varied image of the network's size; the given pixels stay as they are. The same state of the
   * generator gives the same image.
   *
   * @param pixels an image of the size that the augmenter was made for, row by row, red first
   */
  byte[] apply(byte[] pixels, RandomGenerator random);
}
