package org.dl4jzoo.app.evaluate;

/**
 * The loss of one image: minus the logarithm of the probability of what it shows. Probabilities are
 * clipped as in the loss of the networks, so that one of 0 costs 23 and not infinity.
 */
public final class CrossEntropy {

  private static final double SMALLEST_PROBABILITY = 1e-10;

  private CrossEntropy() {}

  /** Where the image shows one class; NaN if the probability is. */
  public static double of(float[] probabilities, int label) {
    return -Math.log(Math.max(SMALLEST_PROBABILITY, probabilities[label]));
  }

  /** Where the target is spread over the classes; NaN if a probability is. */
  public static double of(float[] probabilities, float[] targets) {
    double sum = 0;
    for (int k = 0; k < targets.length; k++) {
      sum += targets[k] * of(probabilities, k);
    }
    return sum;
  }
}
