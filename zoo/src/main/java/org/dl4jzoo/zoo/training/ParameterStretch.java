package org.dl4jzoo.zoo.training;

import java.util.List;
import org.dl4jzoo.zoo.device.network.DeviceOptimizer;
import org.dl4jzoo.zoo.device.network.DeviceOptimizer.Rule;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;

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

  /**
   * The same for a device.
   *
   * @throws IllegalArgumentException if no device has the optimizer
   */
  DeviceOptimizer.Stretch onDevice() {
    if (updater instanceof Adam adam) {
      return onDevice(Rule.ADAM, List.of(adam.getBeta1(), adam.getBeta2(), adam.getEpsilon()));
    } else if (updater instanceof Nesterovs nesterovs) {
      return onDevice(Rule.NESTEROV, List.of(nesterovs.getMomentum()));
    } else if (updater instanceof RmsProp rms) {
      return onDevice(Rule.RMSPROP, List.of(rms.getRmsDecay(), rms.getEpsilon()));
    } else if (isPlain()) {
      return onDevice(Rule.PLAIN, List.of());
    }
    throw new IllegalArgumentException("no device has the optimizer " + updater);
  }

  private DeviceOptimizer.Stretch onDevice(Rule rule, List<Double> constants) {
    return new DeviceOptimizer.Stretch(
        rule, constants, start, end - start, stateStart, stateDistance, l2, decoupledDecay);
  }
}
