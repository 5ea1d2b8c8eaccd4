package org.dl4jzoo.app.console;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * An amount of memory or disk: a number in JSON, a short text for people.
 *
 * @param bytes the amount
 */
public record ByteSize(@JsonValue long bytes) {

  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

  @Override
  public String toString() {
    double value = bytes;
    int unit = 0;
    while (Math.abs(value) >= 1000 && unit < UNITS.size() - 1) {
      value /= 1024;
      unit++;
    }
    String pattern = unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, pattern, value, UNITS.get(unit));
  }
}
