package org.dl4jzoo.app.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Precision;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;

/**
 * What a benchmark measured.
 *
 * @param model registry name
 * @param mode what a step did
 * @param batchSize images a step
 * @param memory how much memory training was to take
 * @param precision what convolutions multiplied
 * @param engine what computed the layers
 * @param threads native threads
 * @param imagesPerSecond from the median step
 * @param peakBytes the most memory that was resident
 * @param steps how many were timed
 * @param timeShares share of the time by kind of kernel, the largest first
 */
public record BenchResult(
    String model,
    BenchMode mode,
    int batchSize,
    MemoryUse memory,
    Precision precision,
    Engine engine,
    int threads,
    double imagesPerSecond,
    long peakBytes,
    int steps,
    Map<String, Double> timeShares) {

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
            "%s %s, batch %d, memory %s, %s, engine %s, %d threads: %.1f images/s (median of %d steps), peak %.2f GB%n",
            model,
            mode.name().toLowerCase(Locale.ROOT),
            batchSize,
            memory.name().toLowerCase(Locale.ROOT),
            precision.name().toLowerCase(Locale.ROOT),
            engine.name().toLowerCase(Locale.ROOT),
            threads,
            imagesPerSecond,
            steps,
            peakBytes / 1e9));
    timeShares.forEach(
        (kind, share) ->
            text.append(String.format(Locale.ROOT, "%6.1f %%  %s%n", 100 * share, kind)));
    return text.toString();
  }

  /** The result as JSON has it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", model);
    map.put("mode", mode.name().toLowerCase(Locale.ROOT));
    map.put("batchSize", batchSize);
    map.put("memory", memory.name().toLowerCase(Locale.ROOT));
    map.put("precision", precision.name().toLowerCase(Locale.ROOT));
    map.put("engine", engine.name().toLowerCase(Locale.ROOT));
    map.put("threads", threads);
    map.put("imagesPerSecond", imagesPerSecond);
    map.put("peakBytes", peakBytes);
    map.put("steps", steps);
    map.put("timeShares", timeShares);
    return map;
  }
}
