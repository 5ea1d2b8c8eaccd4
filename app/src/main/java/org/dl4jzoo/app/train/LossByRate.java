package org.dl4jzoo.app.train;

import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.app.console.UsageException;

/**
 * The losses of training steps at rising learning rates.
 *
 * @param points in the order of the steps
 */
public record LossByRate(List<Point> points) {

  /** How far above the least smoothed loss one shows that the training diverges. */
  private static final double EXPLOSION = 4;

  /** The share of the past in the smoothed loss. */
  private static final double SMOOTHING = 0.9;

  /** Losses after which the smoothed one no longer depends on a single batch. */
  private static final int SETTLED = 10;

  /** The loss before the step at a learning rate. */
  public record Point(double rate, double loss) {}

  /** Copies the list. */
  public LossByRate {
    points = List.copyOf(points);
  }

  /** The running mean of the losses, recent ones weighing more. */
  public List<Double> smoothed() {
    List<Double> smoothed = new ArrayList<>();
    double sum = 0;
    double weight = 0;
    for (Point point : points) {
      sum = SMOOTHING * sum + point.loss();
      weight = SMOOTHING * weight + 1;
      smoothed.add(sum / weight);
    }
    return smoothed;
  }

  /** Whether the last loss is not a number, or far above the least. */
  boolean exploded() {
    if (points.isEmpty()) {
      return false;
    }
    List<Double> smoothed = smoothed();
    double last = smoothed.get(smoothed.size() - 1);
    return !(last <= EXPLOSION * smoothed.get(least(smoothed)));
  }

  /**
   * The rate at which the smoothed loss falls fastest with the logarithm of the rate.
   *
   * @throws UsageException if it never falls
   */
  public double suggestion() {
    List<Double> smoothed = smoothed();
    int steepest = 0;
    double slope = 0;
    for (int i = SETTLED; i + 1 < points.size(); i++) {
      double decades = Math.log10(points.get(i + 1).rate() / points.get(i - 1).rate());
      double here = (smoothed.get(i + 1) - smoothed.get(i - 1)) / decades;
      if (here < slope) {
        slope = here;
        steepest = i;
      }
    }
    if (steepest == 0) {
      throw new UsageException(
          "the loss falls at no learning rate; more batches an epoch or another network may help");
    }
    return points.get(steepest).rate();
  }

  private static int least(List<Double> values) {
    int least = 0;
    for (int i = 1; i < values.size(); i++) {
      least = values.get(i) < values.get(least) ? i : least;
    }
    return least;
  }
}
