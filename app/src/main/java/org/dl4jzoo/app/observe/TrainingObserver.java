package org.dl4jzoo.app.observe;

import java.util.List;
import org.dl4jzoo.data.folder.Example;

/**
 * Hears how a training goes on, in the training's own thread, which waits meanwhile. It is given
 * numbers and never the network, so that a training that is looked at ends like any other.
 */
public interface TrainingObserver {

  /** Hears everything and does nothing. */
  TrainingObserver NONE = new TrainingObserver() {};

  /** A training begins, or goes on. */
  default void begins(ObservedRun run) {}

  /** A step updated the weights. */
  default void trained(StepMetrics step) {}

  /** The validation of an epoch begins, from its first image. */
  default void validating() {}

  /**
   * A batch was validated.
   *
   * @param examples its images
   * @param logits [N,K] of the network for them
   */
  default void validated(List<Example> examples, float[][] logits) {}

  /** An epoch is over, and saved. */
  default void finished(EpochResult epoch) {}
}
