package org.dl4jzoo.app.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.dl4jzoo.app.observe.StepMetrics;

/**
 * How long a training takes from here, if it goes on as it did since the beginning of the epoch
 * before this one: validation counts, and an earlier phase that was faster does not.
 */
final class Pace {

  private record Mark(int epoch, long nanos, long batches) {}

  private final LongSupplier clock;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private double secondsLeft = Double.NaN;

  /**
   * A pace that nothing is known of.
   *
   * @param clock nanoseconds that only grow
   */
  Pace(LongSupplier clock) {
    this.clock = clock;
  }

  void add(StepMetrics step) {
    long now = clock.getAsLong();
    long done = (step.epoch() - 1L) * step.batches() + step.batch();
    if (marks.isEmpty() || marks.getLast().epoch() != step.epoch()) {
      marks.addLast(new Mark(step.epoch(), now, done));
    }
    while (marks.size() > 2) {
      marks.removeFirst();
    }
    Mark from = marks.getFirst();
    if (done > from.batches()) {
      double secondsABatch = (now - from.nanos()) / 1e9 / (done - from.batches());
      secondsLeft = secondsABatch * ((long) step.epochs() * step.batches() - done);
    }
  }

  /** NaN as long as nothing is known. */
  double secondsLeft() {
    return secondsLeft;
  }
}
