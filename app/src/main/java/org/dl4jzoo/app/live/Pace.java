package org.dl4jzoo.app.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.dl4jzoo.app.observe.StepMetrics;

/**
 * How far a training is, and how long it takes from here, if it goes on as it did since the
 * beginning of the epoch before this one: validation counts, and an earlier phase that was faster
 * does not.
 */
final class Pace {

  /** How much was done at a time. */
  private record Mark(int epoch, long nanos, double done) {}

  private final LongSupplier clock;
  private final IntToDoubleFunction lengths;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private double share;
  private double secondsLeft = Double.NaN;

  /**
   * A pace that nothing is known of.
   *
   * @param clock nanoseconds that only grow
   * @param lengths about how long an epoch takes by its number, counted from 1; in any unit
   */
  Pace(LongSupplier clock, IntToDoubleFunction lengths) {
    this.clock = clock;
    this.lengths = lengths;
  }

  void add(StepMetrics step) {
    long now = clock.getAsLong();
    double ofEpoch = lengths.applyAsDouble(step.epoch()) * step.batch() / step.batches();
    double done = together(step.epoch() - 1) + ofEpoch;
    double all = together(step.epochs());
    share = done / all;
    if (marks.isEmpty() || marks.getLast().epoch() != step.epoch()) {
      marks.addLast(new Mark(step.epoch(), now, done));
    }
    while (marks.size() > 2) {
      marks.removeFirst();
    }
    Mark from = marks.getFirst();
    if (done > from.done()) {
      secondsLeft = (now - from.nanos()) / 1e9 / (done - from.done()) * (all - done);
    }
  }

  private double together(int epochs) {
    return IntStream.rangeClosed(1, epochs).mapToDouble(lengths).sum();
  }

  /** The share of the training that is done. */
  double share() {
    return share;
  }

  /** NaN as long as nothing is known. */
  double secondsLeft() {
    return secondsLeft;
  }
}
