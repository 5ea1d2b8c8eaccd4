package org.dl4jzoo.app.report.page;

import java.util.Locale;
import org.dl4jzoo.app.evaluate.Interval;

/** Numbers as the page writes them. */
public final class Words {

  private Words() {}

  /** A share as a percentage with one digit. */
  public static String percent(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** The same without the sign, for a column that has it in its heading. */
  public static String points(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  /** A difference of shares in points, with its sign. */
  public static String change(double difference) {
    return String.format(Locale.ROOT, "%+.1f", 100 * difference);
  }

  /** An interval of shares; a dash where there is none. */
  public static String interval(Interval interval) {
    return interval == null
        ? "–"
        : String.format(Locale.ROOT, "%.0f–%.0f", 100 * interval.low(), 100 * interval.high());
  }

  /** A number with three digits after the point. */
  public static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
  }

  /** A number with two digits after the point. */
  public static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** A multiple of something. */
  public static String times(double value) {
    return String.format(Locale.ROOT, "%.1f×", value);
  }

  /** A share for CSS, in [0, 1]. */
  public static String share(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
