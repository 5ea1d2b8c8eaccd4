package org.dl4jzoo.app.console;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the time of a process goes, part by part. */
public final class PartTimes {

  /** Ticks a second of Linux's process times, on every platform. */
  private static final double TICKS = 100;

  /** Where the time that a process began is in its stat, after the name, which may have spaces. */
  private static final int BEGIN = 19;

  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private long last;

  /** The times of a process whose command begins now, with what came before. */
  public PartTimes() {
    double java = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    seconds.put("before Java", Math.max(0, age(java) - java));
    seconds.put("Java and command line", java);
    last = System.nanoTime();
  }

  /** Seconds since the process began, as what starts Java and then becomes it; Linux tells that. */
  private static double age(double otherwise) {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      String[] uptime = Files.readString(Path.of("/proc/uptime")).split(" ", -1);
      return Double.parseDouble(uptime[0]) - Long.parseLong(fields[BEGIN]) / TICKS;
    } catch (IOException noLinux) {
      return otherwise;
    }
  }

  /** Ends a part: the time since the last end is its. */
  public void end(String part) {
    long now = System.nanoTime();
    seconds.merge(part, (now - last) / 1e9, Double::sum);
    last = now;
  }

  /** A line a part, and the sum. */
  public List<String> lines() {
    Map<String, Double> all = new LinkedHashMap<>(seconds);
    all.put("in all", seconds.values().stream().mapToDouble(Double::doubleValue).sum());
    return all.entrySet().stream()
        .map(part -> String.format(Locale.ROOT, "%6.3f s %s", part.getValue(), part.getKey()))
        .toList();
  }
}
