package org.dl4jzoo.zoo.device.network;

import java.util.List;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.Updates;

/** An optimizer on a device. What it keeps of each parameter is a vector in the host's order. */
public final class DeviceOptimizer implements AutoCloseable {

  private final Device device;
  private final ParameterVectors vectors;
  private final long state;
  private final long stateBytes;

  /** How parameters are updated. */
  public enum Rule {
    /**
     * Adam, whose constants are beta1, beta2 and epsilon; it keeps two values of each parameter.
     */
    ADAM,
    /** Nesterov's momentum, whose constant is the momentum; it keeps one. */
    NESTEROV,
    /** RMSProp, whose constants are decay and epsilon; it keeps one. */
    RMSPROP,
    /** The gradient is subtracted as it is: running statistics. */
    PLAIN
  }

  /**
   * Parameters that lie together and are treated alike.
   *
   * @param constants of the rule
   * @param start of the parameters in their vector
   * @param stateStart of what is kept of them in the vector of states
   * @param stateDistance from there to the second value that is kept of each
   * @param l2 times the parameter is added to its gradient
   * @param decoupledDecay times learning rate and parameter is subtracted besides
   */
  public record Stretch(
      Rule rule,
      List<Double> constants,
      long start,
      long values,
      long stateStart,
      long stateDistance,
      double l2,
      double decoupledDecay) {

    /** Copies the constants. */
    public Stretch {
      constants = List.copyOf(constants);
    }
  }

  /** An optimizer that keeps so many values. */
  public DeviceOptimizer(DeviceTraining training, long stateValues) {
    this.device = training.device();
    this.vectors = training.vectors();
    this.stateBytes = Float.BYTES * stateValues;
    this.state = stateValues == 0 ? 0 : device.memory().allocate(stateBytes);
    if (state != 0) {
      device.memory().clear(state, stateBytes);
    }
  }

  /** Copies the state from the host. */
  public void upload(long host) {
    device.memory().upload(host, state, stateBytes);
  }

  /** Copies the state to the host. */
  public void download(long host) {
    device.memory().download(state, host, stateBytes);
  }

  /**
   * Updates parameters.
   *
   * @param scale what gradients are multiplied by first
   * @param plainScale what gradients are multiplied by that are subtracted as they are
   * @param iteration number of steps done before
   */
  public void apply(Stretch stretch, double scale, double plainScale, double rate, int iteration) {
    long p = vectors.parameters() + Float.BYTES * stretch.start();
    long g = vectors.gradients() + Float.BYTES * stretch.start();
    long first = state + Float.BYTES * stretch.stateStart();
    long second = first + Float.BYTES * stretch.stateDistance();
    long values = stretch.values();
    List<Double> constants = stretch.constants();
    Updates.Step step = new Updates.Step(scale, rate, stretch.l2(), stretch.decoupledDecay());
    Updates updates = device.updates();
    switch (stretch.rule()) {
      case ADAM -> {
        Updates.Adam adam = new Updates.Adam(constants.get(0), constants.get(1), constants.get(2));
        updates.adam(values, step, adam, iteration + 1, p, g, first, second);
      }
      case NESTEROV -> updates.nesterov(values, step, constants.get(0), p, g, first);
      case RMSPROP ->
          updates.rmsProp(values, step, constants.get(0), constants.get(1), p, g, first);
      case PLAIN -> updates.subtract(values, plainScale, p, g);
    }
  }

  /** Frees the device's memory. */
  @Override
  public void close() {
    if (state != 0) {
      device.memory().free(state);
    }
  }
}
