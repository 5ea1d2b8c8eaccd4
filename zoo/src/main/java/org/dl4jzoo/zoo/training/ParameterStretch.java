package org.dl4jzoo.zoo.training;

import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Parameters of a graph that lie together and are updated alike, as places in the graph's vectors.
 *
 * @param updater their optimizer and learning rate
 * @param start of the parameters, and of their gradients
 * @param end behind them
 * @param stateStart of what the optimizer keeps of them, in its vector
 * @param stateDistance from there to the second value that it keeps of each
 * @param states values that it keeps of each
 * @param l2 times the parameter is added to its gradient
 * @param decoupledDecay times learning rate and parameter is subtracted besides
 */
record ParameterStretch(
    IUpdater updater,
    long start,
    long end,
    long stateStart,
    long stateDistance,
    int states,
    double l2,
    double decoupledDecay) {

  /** Whether the gradient is subtracted as it is. */
  boolean isPlain() {
    return updater instanceof NoOp;
  }
}
