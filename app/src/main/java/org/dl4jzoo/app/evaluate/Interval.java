package org.dl4jzoo.app.evaluate;

import java.util.Locale;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.IntervalUtils;

/**
 * Where a share of a whole population lies with 95 % confidence, as its images were a sample of it.
 *
 * @param low in [0, 1]
 * @param high in [0, 1]
 */
public record Interval(double low, double high) {

  private static final double CONFIDENCE = 0.95;

  /** Wilson's score interval; of no images, everything. */
  public static Interval wilson(int hits, int count) {
    if (count == 0) {
      return new Interval(0, 1);
    }
    ConfidenceInterval wilson = IntervalUtils.getWilsonScoreInterval(count, hits, CONFIDENCE);
    return new Interval(Math.max(0, wilson.getLowerBound()), Math.min(1, wilson.getUpperBound()));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * low, 100 * high);
  }
}
