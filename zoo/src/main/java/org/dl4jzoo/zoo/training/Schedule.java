package org.dl4jzoo.zoo.training;

import java.util.Locale;

/** How the learning rate goes after the warm-up. */
public enum Schedule {
  /** Stays as it is. */
  CONSTANT,
  /** Falls to zero along half a cosine. */
  COSINE,
  /** Is divided by ten after each third of the steps. */
  STEP;

  /**
   * The factor on the learning rate.
   *
   * @param done the part of the steps after the warm-up that is done, 0 to 1
   */
  double factor(double done) {
    return switch (this) {
      case CONSTANT -> 1;
      case COSINE -> (1 + Math.cos(Math.PI * done)) / 2;
      case STEP -> Math.pow(0.1, Math.floor(3 * done));
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
