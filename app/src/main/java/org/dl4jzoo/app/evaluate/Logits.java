package org.dl4jzoo.app.evaluate;

/** What a classifier gives before softmax, and the probabilities that belong to it. */
public final class Logits {

  private Logits() {}

  /** The probabilities that belong to logits. */
  public static float[] softmax(float[] logits) {
    double logSumExp = logSumExp(logits);
    float[] probabilities = new float[logits.length];
    for (int k = 0; k < logits.length; k++) {
      probabilities[k] = (float) Math.exp(logits[k] - logSumExp);
    }
    return probabilities;
  }

  /** ln(Σ exp(logit)), without overflow. */
  static double logSumExp(float[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    return largest + Math.log(sum);
  }
}
