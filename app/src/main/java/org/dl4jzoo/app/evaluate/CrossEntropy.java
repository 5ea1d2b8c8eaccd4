package org.dl4jzoo.app.evaluate;

/**
 * The loss of one image: minus the logarithm of the probability of what it shows, in nats. Computed
 * from logits, as a probability that rounds to 0 has none, and not clipped: however wrong an answer
 * is, one that is more wrong costs more.
 */
public final class CrossEntropy {

  private CrossEntropy() {}

  /** Where the image shows one class; not finite if a logit is not. */
  public static double of(float[] logits, int label) {
    return Logits.logSumExp(logits) - logits[label];
  }

  /** Where the target is spread over the classes; not finite if a logit is not. */
  public static double of(float[] logits, float[] targets) {
    double logSumExp = Logits.logSumExp(logits);
    double sum = 0;
    for (int k = 0; k < targets.length; k++) {
      sum += targets[k] * (logSumExp - logits[k]);
    }
    return sum;
  }
}
