package org.dl4jzoo.app.run;

/**
 * What an epoch came to: a row of {@code metrics.csv}.
 *
 * @param epoch counted from 1
 * @param step training steps done at its end
 * @param learningRate of its last step
 * @param trainLoss mean cross-entropy over the epoch, against the targets trained on
 * @param trainAccuracy fraction right while training, before each step's update
 * @param validationLoss mean cross-entropy of the network at the epoch's end, plain labels
 * @param validationTop1 fraction of the validation images whose most probable class is right
 * @param imagesPerSecond training images a second
 * @param seconds time of training, without validation
 * @param secondsWaiting the part of it spent waiting for images
 */
public record EpochMetrics(
    int epoch,
    int step,
    double learningRate,
    double trainLoss,
    double trainAccuracy,
    double validationLoss,
    double validationTop1,
    double imagesPerSecond,
    double seconds,
    double secondsWaiting) {

  /**
   * Whether the network of this epoch is to be preferred: higher top-1, or as high and less loss.
   */
  public boolean betterThan(EpochMetrics other) {
    return other == null
        || validationTop1 > other.validationTop1
        || (validationTop1 == other.validationTop1 && validationLoss < other.validationLoss);
  }
}
