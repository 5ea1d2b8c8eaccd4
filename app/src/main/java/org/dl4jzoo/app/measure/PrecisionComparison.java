package org.dl4jzoo.app.measure;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.LabelledPrediction;
import org.dl4jzoo.app.evaluate.PairedDifference;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.zoo.inference.Inference;

/**
 * A quantized network beside the float32 network that it was made of, on the same images.
 *
 * @param int8 top-1 of the quantized network
 * @param float32 top-1 of the other
 * @param difference of the quantized network to the other
 */
public record PrecisionComparison(double int8, double float32, PairedDifference difference) {

  /**
   * Runs the float32 network over the images of a report.
   *
   * @param report of the quantized network
   * @param measured how that was measured
   * @param float32 the network that it was made of
   * @param batches of the same images
   */
  public static PrecisionComparison of(
      EvaluationReport report,
      Measurement measured,
      ComputationGraph float32,
      ImageBatches batches,
      ProgressDisplay display) {
    display.line("what the report shows of the inside of the network is of the float32 one");
    try (Inference logits = measured.card().logits(float32)) {
      return of(report, measured.evaluate(logits, batches, display));
    }
  }

  /** Compares two reports, of which the first is the quantized network's. */
  static PrecisionComparison of(EvaluationReport int8, EvaluationReport float32) {
    Map<Example, Boolean> right = new HashMap<>();
    float32.predictions().forEach(each -> right.put(each.example(), each.correct()));
    return new PrecisionComparison(
        int8.top1(), float32.top1(), difference(int8.predictions(), right));
  }

  private static PairedDifference difference(
      List<LabelledPrediction> int8, Map<Example, Boolean> float32Right) {
    int onlyInt8 = 0;
    int onlyFloat32 = 0;
    for (LabelledPrediction each : int8) {
      boolean other = float32Right.get(each.example());
      onlyInt8 += each.correct() && !other ? 1 : 0;
      onlyFloat32 += other && !each.correct() ? 1 : 0;
    }
    return new PairedDifference(int8.size(), onlyInt8, onlyFloat32);
  }

  /** Adds it to a report as JSON has it. */
  public Map<String, Object> in(Map<String, Object> report) {
    Map<String, Object> all = new LinkedHashMap<>(report);
    Map<String, Object> beside = new LinkedHashMap<>();
    beside.put("top1", float32);
    beside.put("onlyInt8Right", difference.onlyFirst());
    beside.put("onlyFloat32Right", difference.onlySecond());
    beside.put("pValue", difference.pValue());
    all.put("precision", "int8");
    all.put("float32", beside);
    return all;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "int8 against float32: top-1 %.2f %% and %.2f %%; %s",
        100 * int8,
        100 * float32,
        difference);
  }
}
