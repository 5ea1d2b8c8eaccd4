package org.dl4jzoo.data.split;

import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.folder.LabelledImages;

/**
 * Images dealt out to as many parts of the same size: for cross-validation, in which a network is
 * trained on all parts but one, and tested on that one, for each of them.
 *
 * @param count how many parts
 */
public record Folds(int count) {

  /** Checks that there are at least two. */
  public Folds {
    if (count < 2) {
      throw new InvalidDataException("folds must be at least 2; got " + count);
    }
  }

  /**
   * The split of one fold: it is for validation, all others are for training, and nothing is for
   * the test. The same images, seed and count always give the same folds.
   *
   * @param fold counted from 1
   * @throws InvalidDataException if no image of a class can be read, a class has fewer different
   *     ones than there are folds, or the images are split already
   */
  public Split of(LabelledImages images, SplitSettings settings, int fold) {
    if (fold < 1 || fold > count) {
      throw new InvalidDataException("fold must be from 1 to %d; got %d".formatted(count, fold));
    }
    return new Splitting(images, settings).fold(count, fold - 1);
  }

  /**
   * All images for training, once the folds have told how good such a network is.
   *
   * @throws InvalidDataException as {@link #of}
   */
  public Split all(LabelledImages images, SplitSettings settings) {
    return new Splitting(images, settings).all(count);
  }
}
