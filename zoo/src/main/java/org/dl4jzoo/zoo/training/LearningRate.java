package org.dl4jzoo.zoo.training;

import org.nd4j.linalg.schedule.ISchedule;

/** The learning rate of every training step, of which some layers may take a share. */
public interface LearningRate extends ISchedule {

  /** The same with that share of every rate. */
  LearningRate times(double factor);
}
