package org.dl4jzoo.app.regression;

import java.util.Arrays;

/** Softmax of one row of logits. */
final class Softmax {

  private Softmax() {}

  /**
   * Puts probabilities where the logits were.
   *
   * @return the cross-entropy of a class, in nats
   */
  static double inPlace(double[] logits, int label) {
    double largest = Arrays.stream(logits).max().orElseThrow();
    double ofLabel = logits[label] - largest;
    double sum = 0;
    for (int k = 0; k < logits.length; k++) {
      logits[k] = Math.exp(logits[k] - largest);
      sum += logits[k];
    }
    for (int k = 0; k < logits.length; k++) {
      logits[k] /= sum;
    }
    return Math.log(sum) - ofLabel;
  }
}
