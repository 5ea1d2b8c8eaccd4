package org.dl4jzoo.zoo.device.cuda;

import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.zoo.device.OutOfDeviceMemoryException;

/** Finds the fastest of several routes; those that fail are left out. */
final class Trial {

  private static final int RUNS = 2;

  private final CudaStream stream;
  private final List<String> failures = new ArrayList<>();
  private Route best;
  private float shortest = Float.POSITIVE_INFINITY;

  Trial(CudaStream stream) {
    this.stream = stream;
  }

  /** Runs a route, once to load its code and then for the time. */
  void tryOut(Route route, long a, long b, long result) {
    try {
      route.run(a, b, result);
      float time = Float.POSITIVE_INFINITY;
      for (int run = 0; run < RUNS; run++) {
        time = Math.min(time, stream.milliseconds(() -> route.run(a, b, result)));
      }
      if (time < shortest) {
        shortest = time;
        best = route;
      }
    } catch (CudaException | OutOfDeviceMemoryException e) {
      failures.add(route.name() + ": " + e.getMessage());
    }
  }

  /** The fastest; says why each failed if all did. */
  Route best(String convolution) {
    if (best == null) {
      throw new IllegalStateException(
          "no way to compute %s works here: %s"
              .formatted(convolution, String.join("; ", failures)));
    }
    return best;
  }
}
