package org.dl4jzoo.app.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dl4jzoo.app.console.Tables;
import org.dl4jzoo.zoo.profile.VertexTimes;

/**
 * Where the time of a step goes: means over the measured steps.
 *
 * @param seconds of a step, on the thread that takes it
 * @param parts seconds of its parts, in the order of a step
 * @param layers seconds of the network's vertices, the slowest first; empty unless asked for
 * @param preparation what other threads do for a step; null if none do
 */
record StepProfile(
    double seconds,
    Map<String, Double> parts,
    List<VertexTimes.Seconds> layers,
    Preparation preparation) {

  private static final String REST = "all else";

  /** Copies the collections. */
  StepProfile {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    layers = List.copyOf(layers);
  }

  /** Seconds that no part explains: targets, loss, metrics, and what is between the layers. */
  double rest() {
    return seconds - parts.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private record Row(String name, double seconds) {}

  /** The profile as a person reads it. */
  String text() {
    StringBuilder text = new StringBuilder("\n");
    text.append(
        String.format(
            Locale.ROOT,
            "A step takes %.1f ms on the thread that runs the network. The parts below add up to"
                + " that; \"%s\" is what none of them explains.%n",
            1e3 * seconds,
            REST));
    List<Row> rows = new ArrayList<>();
    parts.forEach((name, part) -> rows.add(new Row(name, part)));
    rows.add(new Row(REST, rest()));
    text.append(
        Tables.of(
            rows,
            List.of(
                Tables.text("part", Row::name),
                Tables.number("ms", row -> milliseconds(row.seconds())),
                Tables.number("share", row -> share(row.seconds())))));
    if (preparation != null) {
      text.append(preparationText());
    }
    if (!layers.isEmpty()) {
      text.append(layerText());
    }
    return text.toString();
  }

  private String preparationText() {
    return String.format(
        Locale.ROOT,
        "%nBeside it, %d threads prepare the images of later steps, in CPU time a step: decoding %s"
            + " ms, augmentation %s ms, copying into batches %s ms. The step pays only for waiting.%n",
        preparation.threads(),
        milliseconds(preparation.decoding()),
        milliseconds(preparation.augmentation()),
        milliseconds(preparation.copying()));
  }

  private String layerText() {
    return "\n"
        + Tables.of(
            layers,
            List.of(
                Tables.text("layer", VertexTimes.Seconds::name),
                Tables.number("forward ms", layer -> milliseconds(layer.forward())),
                Tables.number("backward ms", layer -> milliseconds(layer.backward())),
                Tables.number("share", layer -> share(layer.total()))));
  }

  private static String milliseconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f", 1e3 * seconds);
  }

  private String share(double part) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * part / seconds);
  }

  /** The profile as JSON has it. */
  Map<String, Object> toMap() {
    Map<String, Double> all = new LinkedHashMap<>(parts);
    all.put(REST, rest());
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("seconds", seconds);
    map.put("parts", all);
    if (preparation != null) {
      map.put("preparation", toMap(preparation));
    }
    if (!layers.isEmpty()) {
      map.put("layers", layers.stream().map(this::toMap).toList());
    }
    return map;
  }

  private static Map<String, Object> toMap(Preparation preparation) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("threads", preparation.threads());
    map.put("decoding", preparation.decoding());
    map.put("augmentation", preparation.augmentation());
    map.put("copying", preparation.copying());
    return map;
  }

  private Map<String, Object> toMap(VertexTimes.Seconds layer) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", layer.name());
    map.put("forward", layer.forward());
    map.put("backward", layer.backward());
    map.put("share", layer.total() / seconds);
    return map;
  }
}
