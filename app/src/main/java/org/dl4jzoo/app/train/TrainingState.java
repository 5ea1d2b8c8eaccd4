package org.dl4jzoo.app.train;

import java.util.List;

/**
 * Where a training stands, as far as the network does not know it: kept in the same file as the
 * weights, so that the two can never disagree.
 *
 * @param model registry name of the network
 * @param epoch epochs done
 * @param batch batches done of the epoch begun, 0 between epochs
 * @param lossSum sum of the losses of the images of these batches
 * @param correct how many of these images were right
 * @param seconds training time of these batches
 * @param secondsWaiting the part of it spent waiting for images
 * @param history the epochs done
 */
public record TrainingState(
    String model,
    int epoch,
    int batch,
    double lossSum,
    long correct,
    double seconds,
    double secondsWaiting,
    List<EpochMetrics> history) {

  /** Copies the history. */
  public TrainingState {
    history = List.copyOf(history);
  }

  /** Before the first step. */
  static TrainingState start(String model) {
    return new TrainingState(model, 0, 0, 0, 0, 0, 0, List.of());
  }

  /** The epoch of {@code best.zip}; null before the first one is done. */
  public EpochMetrics best() {
    EpochMetrics best = null;
    for (EpochMetrics metrics : history) {
      best = metrics.betterThan(best) ? metrics : best;
    }
    return best;
  }
}
