package org.dl4jzoo.app.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.dl4jzoo.app.setting.Keep;

/**
 * Where a training stands, as far as the network does not know it: kept in the same file as the
 * weights, so that the two can never disagree.
 *
 * @param epoch epochs done
 * @param begun what was done of the epoch after them
 * @param history the epochs done
 * @param rollbacks how often the training diverged and went on from here; each halved the learning
 *     rate
 * @param keep which epoch is that of {@code best.zip}
 */
@JsonIgnoreProperties("model") // of older checkpoints; the card says it
public record TrainingState(
    int epoch, Begun begun, List<EpochMetrics> history, int rollbacks, Keep keep) {

  /**
   * The part done of an epoch.
   *
   * @param batches batches of the epoch that are behind it, those included of which no image could
   *     be read
   * @param lossSum sum of the losses of their images
   * @param correct how many of these images were right
   * @param images how many images they had
   * @param seconds time of training on them
   * @param secondsWaiting the part of it spent waiting for images
   */
  public record Begun(
      int batches,
      double lossSum,
      long correct,
      long images,
      double seconds,
      double secondsWaiting) {

    /** Checks that nothing is less than nothing. */
    public Begun {
      if (batches < 0 || correct < 0 || images < 0 || !(seconds >= 0 && secondsWaiting >= 0)) {
        throw new IllegalArgumentException(
            "batches, correct, images and seconds must be at least 0; got %d, %d, %d, %s and %s"
                .formatted(batches, correct, images, seconds, secondsWaiting));
      }
    }

    /** No step of an epoch was taken. */
    public static final Begun NOTHING = new Begun(0, 0, 0, 0, 0, 0);
  }

  /** Checks that nothing is missing and the counts agree, and copies the history. */
  public TrainingState {
    Objects.requireNonNull(begun, "begun");
    history = List.copyOf(history);
    keep = Objects.requireNonNullElse(keep, Keep.BEST); // older checkpoints don't say it
    if (epoch < 0 || rollbacks < 0) {
      throw new IllegalArgumentException(
          "epoch and rollbacks must be at least 0; got %d and %d".formatted(epoch, rollbacks));
    }
  }

  /** One that never diverged. */
  public TrainingState(int epoch, Begun begun, List<EpochMetrics> history) {
    this(epoch, begun, history, 0, Keep.BEST);
  }

  /** Before the first step of a training that keeps the best epoch. */
  public static TrainingState start() {
    return start(Keep.BEST);
  }

  /** Before the first step. */
  public static TrainingState start(Keep keep) {
    return new TrainingState(0, Begun.NOTHING, List.of(), 0, keep);
  }

  /** The same, with so much of the epoch done. */
  public TrainingState with(Begun newlyBegun) {
    return new TrainingState(epoch, newlyBegun, history, rollbacks, keep);
  }

  /** After the epoch. */
  public TrainingState next(EpochMetrics metrics) {
    List<EpochMetrics> longer = new ArrayList<>(history);
    longer.add(metrics);
    return new TrainingState(epoch + 1, Begun.NOTHING, longer, rollbacks, keep);
  }

  /** The same, to go on from at half the learning rate. */
  public TrainingState rolledBack() {
    return new TrainingState(epoch, begun, history, rollbacks + 1, keep);
  }

  /** The share of the learning rate that is left after the rollbacks. */
  public double rateFactor() {
    return Math.scalb(1.0, -rollbacks);
  }

  /** The epoch of {@code best.zip}; null before the first one is done, and if none was finite. */
  public EpochMetrics best() {
    EpochMetrics best = null;
    for (EpochMetrics metrics : history) {
      boolean taken = keep == Keep.LAST ? metrics.trained() : metrics.betterThan(best);
      best = taken ? metrics : best;
    }
    return best;
  }

  /** Epochs done since the best one; 0 before the first one is done. */
  public int epochsSinceBest() {
    return history.isEmpty() ? 0 : history.size() - 1 - history.lastIndexOf(best());
  }
}
