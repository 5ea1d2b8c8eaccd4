package org.dl4jzoo.zoo.device.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dl4jzoo.zoo.device.OutOfDeviceMemoryException;

/** Finds the fastest of several routes; those that fail are left out. */
final class Trial {

  /** A route so many times slower than the fastest can't have been unlucky. */
  private static final double NEAR = 1.3;

  private final CudaStream stream;
  private final List<String> outcomes = new ArrayList<>();
  private Route best;
  private float shortest = Float.POSITIVE_INFINITY;

  Trial(CudaStream stream) {
    this.stream = stream;
  }

  /** Runs a route, once to load its code and then for the time. */
  void tryOut(Route route, long a, long b, long result) {
    try {
      route.run(a, b, result);
      float time = stream.milliseconds(() -> route.run(a, b, result));
      if (time < NEAR * shortest) {
        time = Math.min(time, stream.milliseconds(() -> route.run(a, b, result)));
      }
      outcomes.add(String.format(Locale.ROOT, "%s %.3f ms", route.name(), time));
      if (time < shortest) {
        shortest = time;
        best = route;
      }
    } catch (CudaException | OutOfDeviceMemoryException e) {
      outcomes.add(route.name() + ": " + e.getMessage());
    }
  }

  /** The fastest; says why each failed if all did. */
  Route best(String convolution) {
    if (best == null) {
      throw new IllegalStateException(
          "no way to compute %s works here: %s".formatted(convolution, this));
    }
    return best;
  }

  /** What came of each route. */
  @Override
  public String toString() {
    return String.join("; ", outcomes);
  }
}
