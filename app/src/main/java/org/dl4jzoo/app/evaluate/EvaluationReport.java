package org.dl4jzoo.app.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.IntervalUtils;

/**
 * The result of an evaluation.
 *
 * @param top5 share of the images whose class is among the five most probable; null with five
 *     classes or fewer, where it says nothing
 * @param loss mean cross-entropy, in nats
 * @param confusion predictions of each class
 * @param worst the most confident mistakes, the most confident first
 */
public record EvaluationReport(
    Double top5, double loss, ConfusionMatrix confusion, List<Mistake> worst) {

  /** Copies the list. */
  public EvaluationReport {
    worst = List.copyOf(worst);
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
    if (count() == 0) {
      return new Interval(0, 1);
    }
    int right = Math.round((float) (top1() * count()));
    ConfidenceInterval wilson = IntervalUtils.getWilsonScoreInterval(count(), right, 0.95);
    return new Interval(wilson.getLowerBound(), wilson.getUpperBound());
  }

  /** Two shares in [0, 1]. */
  public record Interval(double low, double high) {

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * low, 100 * high);
    }
  }

  /** Number of images. */
  public int count() {
    return confusion.total();
  }

  /**
   * The report as JSON has it: {@code top1}, {@code top1Interval}, {@code top5}, {@code loss},
   * {@code count} and so on.
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("top1", top1());
    map.put("top1Interval", List.of(top1Interval().low(), top1Interval().high()));
    map.put("top5", top5);
    map.put("loss", loss);
    map.put("count", count());
    map.put("classes", confusion.classes());
    map.put("confusion", confusion.counts());
    map.put("perClass", confusion.perClass());
    return map;
  }
}
