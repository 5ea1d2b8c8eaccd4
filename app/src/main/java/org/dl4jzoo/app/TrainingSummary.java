package org.dl4jzoo.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dl4jzoo.app.backend.ResidentMemory;
import org.dl4jzoo.app.console.Amount;
import org.dl4jzoo.app.console.ByteSize;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.report.page.Subject;
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
    EvaluationReport folds = outcome.reports().get(Subject.FOLDS);
    if (folds != null) {
      return "cross-validated top-1 %s; best.zip was trained on all images".formatted(top1(folds));
    }
    EpochMetrics best = outcome.state().best();
    String epoch = "%s epoch %d: ".formatted(outcome.state().keep(), best.epoch());
    EvaluationReport validation = outcome.reports().get("validation");
    if (validation != null) {
      return epoch + "validation top-1 " + top1(validation);
    }
    String text =
        String.format(
            Locale.ROOT, "%svalidation top-1 %.1f %%", epoch, 100 * best.validationTop1());
    EvaluationReport test = outcome.reports().get("test");
    return test == null ? text : text + ", test top-1 " + top1(test);
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
    boolean isFolds = outcome.reports().containsKey(Subject.FOLDS);
    map.put("best", isFolds ? null : outcome.state().best());
    for (String images : List.of("test", "validation", Subject.FOLDS)) {
      EvaluationReport report = outcome.reports().get(images);
      map.put(images, report == null ? null : report.toMap());
    }
    map.put("peakBytes", ResidentMemory.peakBytes());
    return map;
  }
}
