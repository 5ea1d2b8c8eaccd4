package org.dl4jzoo.app.console;

import java.util.Locale;

/** Numbers for people. */
public final class Amount {

  private Amount() {}

  /** Every digit, in groups of three: 11,689,512. */
  public static String exact(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** So many of something: 1 class, 2 classes. */
  public static String of(long count, String one) {
    String many = one + (one.endsWith("s") ? "es" : "s");
    return "%d %s".formatted(count, count == 1 ? one : many);
  }

  /** A few digits and a unit: 1.81 G. */
  public static String rounded(long value) {
    if (value >= 1_000_000_000) {
      return String.format(Locale.ROOT, "%.2f G", value / 1e9);
    }
    if (value >= 1_000_000) {
      return String.format(Locale.ROOT, "%.1f M", value / 1e6);
    }
    return String.format(Locale.ROOT, "%.1f k", value / 1e3);
  }
}
