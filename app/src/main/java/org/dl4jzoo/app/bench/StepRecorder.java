package org.dl4jzoo.app.bench;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.zoo.profile.VertexTimes;

/** Notes where the time of steps goes. */
final class StepRecorder {

  private final Steps steps;
  private final BenchMode mode;
  private final VertexTimes vertices;
  private final UpdateTime update = new UpdateTime();

  /** Notes it from now on. */
  StepRecorder(Steps steps, BenchMode mode) {
    this.steps = steps;
    this.mode = mode;
    this.vertices = VertexTimes.of(steps.network());
    if (mode == BenchMode.TRAIN) {
      steps.network().addListeners(update);
    }
  }

  /** Forgets what was noted so far. */
  void restart() {
    steps.restart();
    vertices.clear();
    update.restart();
  }

  /**
   * Where the time went since then.
   *
   * @param count how many steps were taken
   * @param seconds how long they took
   * @param byLayer whether to tell of each layer
   */
  StepProfile profile(int count, double seconds, boolean byLayer) {
    List<VertexTimes.Seconds> layers = vertices.seconds();
    Map<String, Double> parts = new LinkedHashMap<>(steps.partsBefore());
    parts.put("forward", layers.stream().mapToDouble(VertexTimes.Seconds::forward).sum());
    if (mode == BenchMode.TRAIN) {
      parts.put("backward", layers.stream().mapToDouble(VertexTimes.Seconds::backward).sum());
      parts.put("update", update.seconds());
    }
    parts.replaceAll((name, sum) -> sum / count);
    return new StepProfile(
        seconds / count,
        parts,
        byLayer ? slowestFirst(layers, count) : List.of(),
        steps.preparation().map(preparation -> preparation.over(count)).orElse(null));
  }

  private static List<VertexTimes.Seconds> slowestFirst(List<VertexTimes.Seconds> sums, int count) {
    return sums.stream()
        .map(
            sum ->
                new VertexTimes.Seconds(sum.name(), sum.forward() / count, sum.backward() / count))
        .sorted(Comparator.comparingDouble(VertexTimes.Seconds::total).reversed())
        .toList();
  }
}
