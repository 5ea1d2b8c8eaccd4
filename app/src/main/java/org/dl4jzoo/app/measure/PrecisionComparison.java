package org.dl4jzoo.app.measure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.PairedDifference;
import org.dl4jzoo.app.precision.InferencePrecision;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.zoo.inference.Inference;

/**
 * A network that computes with narrower numbers beside the same in float32, on the same images.
 *
 * @param precision of the narrower network
 * @param narrow its top-1
 * @param float32 top-1 of the other
 * @param difference of the narrower network to the other
 */
public record PrecisionComparison(
    InferencePrecision precision, double narrow, double float32, PairedDifference difference) {

  /**
   * Runs the float32 network over the images of a report.
   *
   * @param report of the narrower network
   * @param measured how that was measured
   * @param float32 the network that computes in float32
   * @param batches of the same images
   * @return null of float32, beside which there is nothing
   */
  public static PrecisionComparison of(
      EvaluationReport report,
      Measurement measured,
      ComputationGraph float32,
      ImageBatches batches,
      ProgressDisplay display) {
    if (measured.precision() == InferencePrecision.FLOAT32) {
      return null;
    }
    display.line("what the report shows of the inside of the network is of the float32 one");
    try (Inference logits = measured.card().logits(float32)) {
      EvaluationReport other = measured.evaluate(logits, batches, display);
      return new PrecisionComparison(
          measured.precision(),
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
    String name = precision.toString();
    beside.put(
        "only" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "Right",
        difference.onlyFirst());
    beside.put("onlyFloat32Right", difference.onlySecond());
    beside.put("pValue", difference.pValue());
    all.put("precision", precision.toString());
    all.put("float32", beside);
    return all;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s against float32: top-1 %.2f %% and %.2f %%; %s",
        precision,
        100 * narrow,
        100 * float32,
        difference);
  }
}
