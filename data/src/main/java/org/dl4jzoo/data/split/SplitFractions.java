package org.dl4jzoo.data.split;

import org.dl4jzoo.data.InvalidDataException;

/**
 * How much of each class goes where; what is left is for training.
 *
 * @param validation share of the validation subset, from 0 up to but not including 1
 * @param test share of the test subset, from 0 up to but not including 1
 */
public record SplitFractions(double validation, double test) {

  /** 80 % training, 10 % validation, 10 % test. */
  public static final SplitFractions DEFAULT = new SplitFractions(0.1, 0.1);

  /** Checks that something is left to train on. */
  public SplitFractions {
    if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
      throw new InvalidDataException(
          "split fractions must not be negative and must leave something to train on; got validation "
              + validation
              + " and test "
              + test);
    }
  }

  /** The share of the training subset. */
  public double train() {
    return 1 - validation - test;
  }
}
