package org.dl4jzoo.app.train;

import java.time.Duration;
import java.util.Locale;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.data.batch.BatchSource;

/** Measures an epoch, from what was measured of it before a stop. */
final class EpochClock {

  private final TrainingState.Begun before;
  private final BatchSource batches;
  private final Tally tally;
  private final long started = System.nanoTime();
  private final Duration waitedBefore;

  EpochClock(TrainingState.Begun before, BatchSource batches) {
    this.before = before;
    this.batches = batches;
    this.tally = new Tally(before.lossSum(), before.correct(), before.images());
    this.waitedBefore = batches.waited();
  }

  /** Loss and correct answers so far. */
  Tally tally() {
    return tally;
  }

  /** What is done now that so many batches are. */
  TrainingState.Begun read(int batchesDone) {
    double waited = seconds(batches.waited().minus(waitedBefore).toNanos());
    return new TrainingState.Begun(
        batchesDone,
        tally.lossSum(),
        tally.correct(),
        tally.count(),
        before.seconds() + elapsed(),
        before.secondsWaiting() + waited);
  }

  /** Loss, accuracy and speed so far, short enough to stand beside a bar in 80 columns. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "loss %.2f, %.1f %% right, %.0f img/s",
        tally.loss(),
        100 * tally.accuracy(),
        (tally.count() - before.images()) / elapsed());
  }

  private double elapsed() {
    return seconds(System.nanoTime() - started);
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
