package org.dl4jzoo.app.train;

import org.dl4jzoo.app.evaluate.CrossEntropy;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums up the loss and the right answers of images. */
final class LossAndAccuracy {

  private double lossSum;
  private long correct;
  private long count;

  /** Of no image yet. */
  LossAndAccuracy() {}

  /** Goes on from the sums of earlier images. */
  LossAndAccuracy(double lossSum, long correct, long count) {
    this.lossSum = lossSum;
    this.correct = correct;
    this.count = count;
  }

  /**
   * Adds a batch.
   *
   * @param logits [N,K], what goes into the classifier's softmax
   * @param targets [N,K], one-hot or smoothed
   */
  void add(INDArray logits, INDArray targets) {
    float[][] output = logits.toFloatMatrix();
    float[][] wanted = targets.toFloatMatrix();
    for (int n = 0; n < output.length; n++) {
      lossSum += CrossEntropy.of(output[n], wanted[n]);
      correct += largest(output[n]) == largest(wanted[n]) ? 1 : 0;
    }
    count += output.length;
  }

  /** Adds other images. */
  void add(LossAndAccuracy others) {
    lossSum += others.lossSum;
    correct += others.correct;
    count += others.count;
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

  /** The share of images whose most probable class was the right one. */
  double accuracy() {
    return (double) correct / count;
  }
}
