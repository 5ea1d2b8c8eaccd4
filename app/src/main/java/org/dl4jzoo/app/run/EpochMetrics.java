package org.dl4jzoo.app.run;

/**
 * What an epoch came to: a row of {@code metrics.csv}.
 *
 * @param epoch counted from 1
 * @param step training steps done at its end
 * @param learningRate of its last step; 0 if the classifier was fitted without one
 * @param trainLoss mean cross-entropy over the epoch, against the targets trained on
 * @param trainAccuracy fraction right while training, before each step's update
 * @param validationLoss mean cross-entropy of the network at the epoch's end, plain labels; NaN if
 *     there are no validation images
 * @param validationTop1 fraction of the validation images whose most probable class is right; NaN
 *     if there are none
 * @param imagesPerSecond training images a second
 * @param seconds time of training, without validation
 * @param secondsWaiting the part of it spent waiting for images
 * @param validationImages how many images it was validated on; 0 in checkpoints of before
 * @param missing training and validation images that an earlier epoch had and this one could not
 *     read
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
    double secondsWaiting,
    long validationImages,
    long missing) {

  /** Whether its network is one that can be kept: its numbers are finite. */
  public boolean trained() {
    return Double.isFinite(trainLoss);
  }

  /**
   * Whether the network of this epoch is to be preferred: higher top-1, or as high and less loss.
   * One with a loss that is not finite never is, nor one that lacked images of earlier epochs: it
   * was not measured as they were.
   */
  public boolean betterThan(EpochMetrics other) {
    if (missing > 0 || !Double.isFinite(trainLoss) || !Double.isFinite(validationLoss)) {
      return false;
    }
    return other == null
        || validationTop1 > other.validationTop1
        || (validationTop1 == other.validationTop1 && validationLoss < other.validationLoss);
  }

  /** Images it trained on. */
  public long trainImages() {
    return Math.round(imagesPerSecond * seconds);
  }
}
