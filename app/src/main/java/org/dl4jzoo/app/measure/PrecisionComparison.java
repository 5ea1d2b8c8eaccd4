package org.dl4jzoo.app.measure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.PairedDifference;
import org.dl4jzoo.data.batch.ImageBatches;
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
      EvaluationReport other = measured.evaluate(logits, batches, display);
      return new PrecisionComparison(
          report.top1(),
          other.top1(),
          PairedDifference.of(report.predictions(), other.predictions()));
    }
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
