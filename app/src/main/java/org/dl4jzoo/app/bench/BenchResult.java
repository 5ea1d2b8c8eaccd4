package org.dl4jzoo.app.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a benchmark measured.
 *
 * @param workload what a step did
 * @param batchSize images a step
 * @param clients threads that took steps at once
 * @param threads native threads
 * @param imagesPerSecond of one client, from the median step; of several, all that they did
 * @param times of the steps
 * @param peakBytes the most memory that was resident
 * @param timeShares share of the time by kind of kernel, the largest first
 * @param profile where the time of a step went; null unless asked for
 */
public record BenchResult(
    Workload workload,
    int batchSize,
    int clients,
    int threads,
    double imagesPerSecond,
    StepTimes times,
    long peakBytes,
    Map<String, Double> timeShares,
    StepProfile profile) {

  private static final String REST = "all else";

  /** Shares of the total, the largest first; what no kernel took comes last. */
  static Map<String, Double> shares(Map<String, Double> secondsByKind, double total) {
    Map<String, Double> shares = new LinkedHashMap<>();
    secondsByKind.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(entry -> shares.put(entry.getKey(), entry.getValue() / total));
    double rest = 1 - shares.values().stream().mapToDouble(Double::doubleValue).sum();
    shares.put(REST, Math.max(0, rest));
    return shares;
  }

  /** The result as a person reads it. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s %s, %s images, batch %d, %smemory %s, %s, engine %s, %d threads: %.1f images/s; of %d"
                + " steps the median took %.2f ms, 99 %% up to %.2f ms; peak %.2f GB%n",
            workload.model(),
            lowerCase(workload.mode()),
            workload.images(),
            batchSize,
            clients == 1 ? "" : clients + " clients, ",
            lowerCase(workload.memory()),
            workload.precision(),
            lowerCase(workload.execution().engine()),
            threads,
            imagesPerSecond,
            times.steps(),
            1e3 * times.median(),
            1e3 * times.p99(),
            peakBytes / 1e9));
    timeShares.forEach(
        (kind, share) ->
            text.append(String.format(Locale.ROOT, "%6.1f %%  %s%n", 100 * share, kind)));
    return profile == null ? text.toString() : text + profile.text();
  }

  /** The result as JSON has it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", workload.model());
    map.put("mode", lowerCase(workload.mode()));
    map.put("images", workload.images());
    map.put("batchSize", batchSize);
    map.put("clients", clients);
    map.put("memory", lowerCase(workload.memory()));
    map.put("precision", workload.precision());
    map.put("engine", lowerCase(workload.execution().engine()));
    map.put("threads", threads);
    map.put("imagesPerSecond", imagesPerSecond);
    map.put("p50Milliseconds", 1e3 * times.median());
    map.put("p99Milliseconds", 1e3 * times.p99());
    map.put("peakBytes", peakBytes);
    map.put("steps", times.steps());
    map.put("timeShares", timeShares);
    if (profile != null) {
      map.put("step", profile.toMap());
    }
    return map;
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
