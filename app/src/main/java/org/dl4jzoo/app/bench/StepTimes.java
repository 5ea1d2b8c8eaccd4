package org.dl4jzoo.app.bench;

import java.util.List;

/**
 * How long the steps of a benchmark took.
 *
 * @param steps how many were timed, at least one
 * @param median seconds, the mean of the middle two of an even number
 * @param p99 seconds within which 99 % of the steps ended, by nearest rank: of fewer than 100 steps
 *     those of the slowest
 */
record StepTimes(int steps, double median, double p99) {

  private static final int PERCENT = 99;

  /** Those of steps that took so many seconds each, at least one. */
  static StepTimes of(List<Double> seconds) {
    List<Double> sorted = seconds.stream().sorted().toList();
    int steps = sorted.size();
    double median = (sorted.get((steps - 1) / 2) + sorted.get(steps / 2)) / 2;
    // The rank is 99 % of the number, rounded up, and counts from 1.
    int rank = (PERCENT * steps + 99) / 100;
    return new StepTimes(steps, median, sorted.get(rank - 1));
  }
}
