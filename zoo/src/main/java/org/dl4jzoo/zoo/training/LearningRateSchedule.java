package org.dl4jzoo.zoo.training;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The learning rate of every training step: a linear warm-up, then a {@link Schedule}. A part of
 * the network's configuration, so a checkpoint carries it.
 *
 * @param schedule what follows the warm-up
 * @param base the learning rate at the end of the warm-up
 * @param warmupSteps steps of the warm-up, 0 for none
 * @param steps steps of the whole training
 */
public record LearningRateSchedule(
    @JsonProperty("schedule") Schedule schedule,
    @JsonProperty("base") double base,
    @JsonProperty("warmupSteps") int warmupSteps,
    @JsonProperty("steps") int steps)
    implements LearningRate {

  /** Reads the schedule of a stored network. */
  @JsonCreator
  public LearningRateSchedule {}

  /** A learning rate that stays as it is. */
  public static LearningRateSchedule constant(double rate) {
    return new LearningRateSchedule(Schedule.CONSTANT, rate, 0, 1);
  }

  /** The learning rate of a step, counted from 0. */
  @Override
  public double valueAt(int step, int epoch) {
    if (step < warmupSteps) {
      return base * (step + 1) / warmupSteps;
    }
    double done = (double) (step - warmupSteps) / Math.max(1, steps - warmupSteps);
    return base * schedule.factor(Math.min(1, done));
  }

  @Override
  public LearningRateSchedule times(double factor) {
    return new LearningRateSchedule(schedule, factor * base, warmupSteps, steps);
  }

  /** Itself: it never changes. */
  @Override
  public LearningRateSchedule clone() {
    return this;
  }
}
