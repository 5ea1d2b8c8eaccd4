package org.dl4jzoo.app.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.data.batch.TestTimeAugment;

/**
 * The result of an evaluation.
 *
 * @param top5 share of the images whose class is among the five most probable; null with five
 *     classes or fewer, where it says nothing
 * @param loss mean cross-entropy, in nats
 * @param confusion predictions of each class
 * @param worst the most confident mistakes, the most confident first
 * @param predictions what was said of each image
 * @param augment which views of each image were answered
 * @param recalibration what a temperature does to the probabilities; null if none is known
 * @param robustness how it fares on changed images; empty if that wasn't tried
 */
public record EvaluationReport(
    Double top5,
    double loss,
    ConfusionMatrix confusion,
    List<Mistake> worst,
    List<LabelledPrediction> predictions,
    TestTimeAugment augment,
    Recalibration recalibration,
    List<Robustness> robustness) {

  /** Copies the lists. */
  public EvaluationReport {
    worst = List.copyOf(worst);
    predictions = List.copyOf(predictions);
    robustness = List.copyOf(robustness);
  }

  /** A report of images as they are, and of probabilities of which no temperature is known. */
  public EvaluationReport(
      Double top5,
      double loss,
      ConfusionMatrix confusion,
      List<Mistake> worst,
      List<LabelledPrediction> predictions) {
    this(top5, loss, confusion, worst, predictions, TestTimeAugment.OFF, null, List.of());
  }

  /**
   * The same, if there are images, with what a temperature does to the probabilities.
   *
   * @param applied whether the probabilities have it already
   */
  public EvaluationReport withTemperature(Temperature temperature, boolean applied) {
    if (predictions.isEmpty()) {
      return this;
    }
    Recalibration known = Recalibration.of(this, temperature, applied);
    return new EvaluationReport(
        top5, loss, confusion, worst, predictions, augment, known, robustness);
  }

  /** The same of these views of each image. */
  public EvaluationReport withViews(TestTimeAugment views) {
    return new EvaluationReport(
        top5, loss, confusion, worst, predictions, views, recalibration, robustness);
  }

  /** The same with how it fares on changed images. */
  public EvaluationReport withRobustness(List<Robustness> tried) {
    return new EvaluationReport(
        top5, loss, confusion, worst, predictions, augment, recalibration, tried);
  }

  /** Share of the images whose class is the most probable one. */
  public double top1() {
    return confusion.accuracy();
  }

  /**
   * The interval that holds the share of the images' whole population with 95 % confidence
   * (Wilson's score interval); of no images, everything.
   */
  public Interval top1Interval() {
    return Interval.wilson(Math.round((float) (top1() * count())), count());
  }

  /** Number of images. */
  public int count() {
    return confusion.total();
  }

  /**
   * The report as JSON has it: {@code top1}, {@code top1Interval}, {@code top5}, {@code loss},
   * {@code count} and so on; the confusion matrix only of few classes, as it grows with their
   * square.
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("top1", top1());
    map.put("top1Interval", List.of(top1Interval().low(), top1Interval().high()));
    map.put("top5", top5);
    map.put("loss", loss);
    map.put("count", count());
    map.put("balancedAccuracy", confusion.balancedAccuracy());
    map.put("macroF1", confusion.macroF1());
    map.put("matthewsCorrelation", confusion.matthewsCorrelation());
    if (!predictions.isEmpty()) {
      map.put("floor", Floor.of(confusion));
      map.put("calibration", Calibration.of(predictions));
    }
    if (recalibration != null) {
      map.put("temperature", recalibration);
    }
    if (augment != TestTimeAugment.OFF) {
      map.put("testTimeAugment", augment.toString());
    }
    if (!robustness.isEmpty()) {
      map.put("robustness", robustness.stream().map(Robustness::toMap).toList());
    }
    map.put("classes", confusion.classes());
    if (confusion.hasFewClasses()) {
      map.put("confusion", confusion.counts());
    }
    map.put("perClass", confusion.perClass());
    return map;
  }
}
