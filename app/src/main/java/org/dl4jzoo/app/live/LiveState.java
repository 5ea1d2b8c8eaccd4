package org.dl4jzoo.app.live;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.dl4jzoo.app.backend.ResidentMemory;
import org.dl4jzoo.app.console.ByteSize;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.measure.Measurement;
import org.dl4jzoo.app.observe.EpochResult;
import org.dl4jzoo.app.observe.ObservedRun;
import org.dl4jzoo.app.observe.StepMetrics;
import org.dl4jzoo.app.report.page.LivePage;
import org.dl4jzoo.app.run.EpochMetrics;

/**
 * The numbers of a training so far. The training writes them and the server reads them: each holds
 * the lock only to copy.
 */
final class LiveState {

  private final LossCurve losses = new LossCurve();
  private final LongSupplier clock;
  private Pace pace;
  private StepMetrics step;
  private List<EpochMetrics> history = List.of();
  private EpochMetrics best;

  /**
   * Of a training that has not begun.
   *
   * @param clock nanoseconds that only grow
   */
  LiveState(LongSupplier clock) {
    this.clock = clock;
  }

  synchronized void begins(ObservedRun run) {
    pace = new Pace(clock, run.lengths());
    history = run.history();
    best = run.best();
  }

  synchronized void trained(StepMetrics newStep) {
    step = newStep;
    losses.add(newStep.step(), newStep.loss());
    pace.add(newStep);
  }

  synchronized void finished(EpochResult epoch) {
    history = epoch.history();
    best = epoch.best();
  }

  /** As the page's script reads it; what isn't known yet is null or missing. */
  String json() {
    return Json.line(copy());
  }

  private synchronized Map<String, Object> copy() {
    Map<String, Object> map = new LinkedHashMap<>();
    if (step != null) {
      map.put("epoch", step.epoch());
      map.put("epochs", step.epochs());
      map.put("done", pace.share());
      map.put("loss", finite(step.loss()));
      map.put("learningRate", finite(step.learningRate()));
      map.put("imagesPerSecond", finite(step.imagesPerSecond()));
      map.put("secondsLeft", finite(pace.secondsLeft()));
    }
    map.put("memory", new ByteSize(ResidentMemory.bytes()).toString());
    map.put("validated", history.isEmpty() ? 0 : history.get(history.size() - 1).epoch());
    if (best != null) {
      map.put("bestEpoch", best.epoch());
      map.put("bestTop1", finite(100 * best.validationTop1()));
    }
    map.put("steps", losses.values().stream().map(LivePage::numbers).toList());
    map.put("history", LivePage.history(Measurement.epochs(history)));
    return map;
  }

  /** JSON has no NaN. */
  private static Double finite(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }
}
