package org.dl4jzoo.app.train;

import java.time.Duration;
import java.util.Locale;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.data.batch.BatchSource;

/**
 * Loss, accuracy and time of an epoch. Where a stop interrupted the epoch, it goes on from what was
 * measured before.
 */
final class EpochClock {

  private final TrainingState.Begun before;
  private final BatchSource batches;
  private final LossAndAccuracy metrics;
  private final long started = System.nanoTime();
  private final Duration waitedBefore;

  EpochClock(TrainingState.Begun before, BatchSource batches) {
    this.before = before;
    this.batches = batches;
    this.metrics = new LossAndAccuracy(before.lossSum(), before.correct(), before.images());
    this.waitedBefore = batches.waited();
  }

  /** Loss and accuracy of the batches so far. */
  LossAndAccuracy metrics() {
    return metrics;
  }

  /** How far the epoch is after so many batches. */
  TrainingState.Begun read(int batchesDone) {
    double waited = seconds(batches.waited().minus(waitedBefore).toNanos());
    return new TrainingState.Begun(
        batchesDone,
        metrics.lossSum(),
        metrics.correct(),
        metrics.count(),
        before.seconds() + elapsed(),
        before.secondsWaiting() + waited);
  }

  /** Loss, accuracy and speed so far, short enough to stand beside a bar in 80 columns. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "loss %.2f, %.1f %% right, %.0f img/s",
        metrics.loss(),
        100 * metrics.accuracy(),
        imagesPerSecond());
  }

  /** Images that were trained on a second, since the epoch began or was gone on with. */
  double imagesPerSecond() {
    return (metrics.count() - before.images()) / elapsed();
  }

  private double elapsed() {
    return seconds(System.nanoTime() - started);
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
