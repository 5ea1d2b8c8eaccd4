package org.dl4jzoo.zoo.device.host;

import org.dl4jzoo.zoo.layer.kernel.Activation;

/**
 * What is done to sums before they are rounded: activation(sums + bias + term).
 *
 * @param bias of each channel, or null
 * @param term of each value, or null
 */
@SuppressWarnings("ArrayRecordComponent") // Made, used once and dropped; nobody compares it.
record Epilogue(double[] bias, Floats term, Activation activation) {

  /** The sums as they are. */
  static final Epilogue NONE = new Epilogue(null, null, Activation.IDENTITY);

  /**
   * What addresses say.
   *
   * @param values of term
   * @param bias its address, or 0
   * @param term its address, or 0
   */
  static Epilogue of(
      HostMemory memory, long values, int channels, long bias, long term, Activation activation) {
    return new Epilogue(
        bias == 0 ? null : memory.floats(bias, channels).exact(),
        term == 0 ? null : memory.maps(term, values),
        activation);
  }

  /**
   * Changes sums, whole rows of channels.
   *
   * @param start the first one's place among all values
   */
  void apply(long start, double[] sums) {
    double[] added = term == null ? null : term.read(start, sums.length);
    for (int i = 0; i < sums.length; i++) {
      double sum = sums[i];
      if (bias != null) {
        sum += bias[i % bias.length];
      }
      if (added != null) {
        sum += added[i];
      }
      sums[i] = activated(activation, sum);
    }
  }

  static double activated(Activation activation, double x) {
    return switch (activation) {
      case IDENTITY -> x;
      case RELU -> Math.max(x, 0);
      case RELU6 -> Math.min(Math.max(x, 0), 6);
    };
  }

  /** The gradient before an activation that gave y. */
  static double gradient(Activation activation, double y, double dy) {
    return switch (activation) {
      case IDENTITY -> dy;
      case RELU -> y > 0 ? dy : 0;
      case RELU6 -> y > 0 && y < 6 ? dy : 0;
    };
  }
}
