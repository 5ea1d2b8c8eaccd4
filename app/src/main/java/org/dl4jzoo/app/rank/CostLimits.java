package org.dl4jzoo.app.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the network that is taken may cost.
 *
 * @param milliseconds an image; null for any
 * @param megabytes of weights; null for any
 */
record CostLimits(Double milliseconds, Double megabytes) {

  static CostLimits of(Map<String, Object> settings) {
    return new CostLimits((Double) settings.get("max-latency"), (Double) settings.get("max-size"));
  }

  /** Whether there is any. */
  boolean any() {
    return milliseconds != null || megabytes != null;
  }

  /** The limits that a network is beyond, as settings; empty if it is within. */
  List<String> exceeded(double itsMilliseconds, double itsMegabytes) {
    List<String> exceeded = new ArrayList<>();
    if (milliseconds != null && itsMilliseconds > milliseconds) {
      exceeded.add("max-latency");
    }
    if (megabytes != null && itsMegabytes > megabytes) {
      exceeded.add("max-size");
    }
    return exceeded;
  }

  @Override
  public String toString() {
    List<String> limits = new ArrayList<>();
    if (milliseconds != null) {
      limits.add("max-latency " + milliseconds);
    }
    if (megabytes != null) {
      limits.add("max-size " + megabytes);
    }
    return String.join(" and ", limits);
  }
}
