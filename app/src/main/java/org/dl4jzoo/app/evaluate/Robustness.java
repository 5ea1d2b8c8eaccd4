package org.dl4jzoo.app.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.image.Corruption;

/**
 * How a classifier fares on images that were changed in one way.
 *
 * @param corruption what was done to them
 * @param hits how many it still gets right
 * @param difference the changed images against the same ones as they are
 */
public record Robustness(Corruption corruption, int hits, PairedDifference difference) {

  /**
   * Compares image by image.
   *
   * @param clean predictions of the images as they are
   * @param changed predictions of the changed images; one that is missing in the other list doesn't
   *     count
   */
  public static Robustness of(
      Corruption corruption, List<LabelledPrediction> clean, List<LabelledPrediction> changed) {
    Set<Example> both = clean.stream().map(LabelledPrediction::example).collect(Collectors.toSet());
    long hits =
        changed.stream().filter(each -> each.correct() && both.contains(each.example())).count();
    return new Robustness(corruption, Math.toIntExact(hits), PairedDifference.of(changed, clean));
  }

  /** Share of the changed images that is right. */
  public double top1() {
    return (double) hits / difference.count();
  }

  /** Where that lies with 95 % confidence. */
  public Interval interval() {
    return Interval.wilson(hits, difference.count());
  }

  /** As JSON has it. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("change", corruption.text());
    map.put("count", difference.count());
    map.put("top1", top1());
    map.put("top1Interval", List.of(interval().low(), interval().high()));
    map.put("difference", difference.difference());
    map.put("differenceInterval", difference.interval());
    map.put("onlyChanged", difference.onlyFirst());
    map.put("onlyClean", difference.onlySecond());
    map.put("pValue", difference.pValue());
    return map;
  }
}
