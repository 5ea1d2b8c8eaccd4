package org.dl4jzoo.app.train;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Loss and correct answers, summed over images. */
final class Tally {

  /** As the loss of the networks clips, so that a probability of 0 costs 23 and not infinity. */
  private static final double SMALLEST_PROBABILITY = 1e-10;

  private double lossSum;
  private long correct;
  private long count;

  /** Sums over nothing yet. */
  Tally() {}

  /** Goes on from sums. */
  Tally(double lossSum, long correct, long count) {
    this.lossSum = lossSum;
    this.correct = correct;
    this.count = count;
  }

  /**
   * Adds a batch.
   *
   * @param probabilities [N,K], the classifier's softmax
   * @param targets [N,K], one-hot or smoothed
   */
  void add(INDArray probabilities, INDArray targets) {
    float[][] output = probabilities.toFloatMatrix();
    float[][] wanted = targets.toFloatMatrix();
    for (int n = 0; n < output.length; n++) {
      lossSum += crossEntropy(output[n], wanted[n]);
      correct += largest(output[n]) == largest(wanted[n]) ? 1 : 0;
    }
    count += output.length;
  }

  private static double crossEntropy(float[] probabilities, float[] targets) {
    double sum = 0;
    for (int k = 0; k < targets.length; k++) {
      sum -= targets[k] * Math.log(Math.max(SMALLEST_PROBABILITY, probabilities[k]));
    }
    return sum;
  }

  private static int largest(float[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      if (values[k] > values[best]) {
        best = k;
      }
    }
    return best;
  }

  double lossSum() {
    return lossSum;
  }

  long correct() {
    return correct;
  }

  long count() {
    return count;
  }

  /** Mean cross-entropy an image; NaN over nothing, or if the network's output was not finite. */
  double loss() {
    return lossSum / count;
  }

  /** The fraction of images whose most probable class was the right one. */
  double accuracy() {
    return (double) correct / count;
  }
}
