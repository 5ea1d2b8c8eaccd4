package org.dl4jzoo.app.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dl4jzoo.app.evaluate.PairedDifference;

/**
 * Runs beside each other.
 *
 * @param results the best first
 * @param pairs the best against each other one
 */
public record Comparison(List<RunResult> results, List<Pair> pairs) {

  /**
   * Two runs on the test images that both have, under one label.
   *
   * @param first the better one
   * @param second the other
   * @param difference between them
   * @param different images of which one run alone has the class, with what each said
   * @param beside images that only one of the runs was tested on, or that have two labels
   */
  public record Pair(
      RunResult first,
      RunResult second,
      PairedDifference difference,
      List<Disagreement> different,
      int beside) {

    /** Copies the list. */
    public Pair {
      different = List.copyOf(different);
    }

    /** Whether both runs were tested on the same images. */
    public boolean sameImages() {
      return beside == 0;
    }
  }

  /**
   * An image that one run gets right and the other wrong.
   *
   * @param path of the image, below the folder of the images
   * @param label its class
   * @param first what the first run says
   * @param second what the second says
   */
  public record Disagreement(String path, String label, String first, String second) {}

  /** Copies the lists. */
  public Comparison {
    results = List.copyOf(results);
    pairs = List.copyOf(pairs);
  }

  /**
   * Compares runs.
   *
   * @param runs at least one
   */
  public static Comparison of(List<RunResult> runs) {
    List<RunResult> sorted = new ArrayList<>(runs);
    sorted.sort(
        Comparator.comparingDouble(RunResult::top1)
            .reversed()
            .thenComparingDouble(RunResult::loss));
    List<Pair> pairs = sorted.stream().skip(1).map(other -> pair(sorted.get(0), other)).toList();
    return new Comparison(sorted, pairs);
  }

  private static Pair pair(RunResult first, RunResult second) {
    Set<String> all = new TreeSet<>(first.answers().keySet());
    all.addAll(second.answers().keySet());
    int common = 0;
    int onlyFirst = 0;
    int onlySecond = 0;
    List<Disagreement> different = new ArrayList<>();
    for (String path : all) {
      RunResult.Answer one = first.answers().get(path);
      RunResult.Answer other = second.answers().get(path);
      if (one == null || other == null || !one.label().equals(other.label())) {
        continue;
      }
      common++;
      if (one.correct() != other.correct()) {
        onlyFirst += one.correct() ? 1 : 0;
        onlySecond += other.correct() ? 1 : 0;
        different.add(new Disagreement(path, one.label(), one.predicted(), other.predicted()));
      }
    }
    return new Pair(
        first,
        second,
        new PairedDifference(common, onlyFirst, onlySecond),
        different,
        all.size() - common);
  }

  /** Which runs' probabilities, and so losses, are calibrated; empty if none are. */
  public String calibrated() {
    return results.stream()
        .filter(result -> result.temperature() != null)
        .map(RunResult::calibrated)
        .collect(Collectors.joining(", "));
  }

  /** The comparison as JSON has it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("runs", results.stream().map(Comparison::toMap).toList());
    map.put("pairs", pairs.stream().map(Comparison::toMap).toList());
    return map;
  }

  private static Map<String, Object> toMap(RunResult result) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", result.run().toString());
    map.put("count", result.count());
    map.put("top1", result.top1());
    map.put("top1Interval", List.of(result.interval().low(), result.interval().high()));
    map.put("loss", result.loss());
    if (result.temperature() != null) {
      map.put("temperature", result.temperature());
    }
    map.put("epochs", result.epochs());
    map.put("seconds", result.seconds());
    return map;
  }

  private static Map<String, Object> toMap(Pair pair) {
    PairedDifference difference = pair.difference();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("first", pair.first().run().toString());
    map.put("second", pair.second().run().toString());
    map.put("commonImages", difference.count());
    map.put("otherImages", pair.beside());
    map.put("difference", difference.count() == 0 ? null : difference.difference());
    map.put("differenceInterval", difference.count() == 0 ? null : difference.interval());
    map.put("onlyFirst", difference.onlyFirst());
    map.put("onlySecond", difference.onlySecond());
    map.put("pValue", difference.pValue());
    map.put("different", pair.different());
    return map;
  }
}
