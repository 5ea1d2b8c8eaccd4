package org.dl4jzoo.app;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.dl4jzoo.app.backend.ResidentMemory;
import org.dl4jzoo.app.console.Amount;
import org.dl4jzoo.app.console.ByteSize;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.run.EpochMetrics;
import org.dl4jzoo.app.train.TrainingRun;

/** How a training ended, in a few words. */
record TrainingSummary(TrainingRun.Outcome outcome) {

  /**
   * What stands at the end of a training's output.
   *
   * @param command its name
   */
  String toText(String command) {
    if (outcome.stopped()) {
      return "stopped and saved; go on with: zoo %s --resume %s".formatted(command, outcome.run());
    }
    return told()
        + "\npeak memory: %s".formatted(new ByteSize(ResidentMemory.peakBytes()))
        + "\nresults: "
        + outcome.run();
  }

  private String told() {
    EvaluationReport folds = outcome.folds();
    if (folds != null) {
      return "cross-validated top-1 %s; best.zip was trained on all images".formatted(top1(folds));
    }
    EpochMetrics best = outcome.state().best();
    String text =
        String.format(
            Locale.ROOT,
            "%s epoch %d: validation top-1 %.1f %%",
            outcome.state().keep(),
            best.epoch(),
            100 * best.validationTop1());
    return outcome.test() == null ? text : text + ", test top-1 " + top1(outcome.test());
  }

  private static String top1(EvaluationReport report) {
    return String.format(
        Locale.ROOT,
        "%.1f %% (%s; %s with 95 %% confidence)",
        100 * report.top1(),
        Amount.of(report.count(), "image"),
        report.top1Interval());
  }

  /** The same for programs. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", outcome.run().toString());
    map.put("model", outcome.model());
    map.put("stopped", outcome.stopped());
    map.put("epochs", outcome.state().epoch());
    map.put("best", outcome.folds() == null ? outcome.state().best() : null);
    map.put("test", outcome.test() == null ? null : outcome.test().toMap());
    map.put("folds", outcome.folds() == null ? null : outcome.folds().toMap());
    map.put("peakBytes", ResidentMemory.peakBytes());
    return map;
  }
}
