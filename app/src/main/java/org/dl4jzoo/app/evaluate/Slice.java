package org.dl4jzoo.app.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.HypergeometricDistribution;

/**
 * Images that have something in common, and how they fared.
 *
 * @param property what they have in common, such as {@code brightness}
 * @param values which values of it
 * @param count number of images
 * @param hits how many of them are right
 * @param pValue chance of so many mistakes among them if they were no harder than the rest
 *     (Fisher's exact test, one-sided)
 */
public record Slice(String property, String values, int count, int hits, double pValue) {

  /** The property of images that the network is about as sure of. */
  private static final String CONFIDENCE = "confidence";

  private static final int QUARTERS = 4;
  private static final double SIGNIFICANT = 0.05;

  /** Fewer images than this say nothing. */
  private static final int LEAST_IMAGES = 5;

  private static final int MOST_FOLDERS = 20;

  /** Share of the images that is right. */
  public double accuracy() {
    return (double) hits / count;
  }

  /** Where that lies with 95 % confidence. */
  public Interval interval() {
    return Interval.wilson(hits, count);
  }

  /**
   * Whether the slice is worse than the rest by more than chance, at 5 % for all slices together
   * (Bonferroni).
   *
   * @param slices how many were looked at
   */
  public boolean isWorse(int slices) {
    return pValue * slices < SIGNIFICANT;
  }

  /** Whether the images themselves have something in common, and not only what is said of them. */
  public boolean isOfImages() {
    return !property.equals(CONFIDENCE);
  }

  /**
   * Quarters of the images by each trait and by the confidence, and one slice a sub-folder where
   * there are some.
   *
   * @param predictions of the images
   * @param traits of the same images, in the same order
   */
  public static List<Slice> of(List<LabelledPrediction> predictions, List<ImageTraits> traits) {
    List<Slice> slices = new ArrayList<>();
    if (predictions.size() >= QUARTERS * LEAST_IMAGES) {
      slices.addAll(
          quarters("shorter side, pixels", "%.0f", predictions, traits, ImageTraits::shorterSide));
      slices.addAll(quarters("aspect ratio", "%.2f", predictions, traits, ImageTraits::aspect));
      slices.addAll(quarters("brightness", "%.2f", predictions, traits, ImageTraits::brightness));
      slices.addAll(quarters("sharpness", "%.0f", predictions, traits, ImageTraits::sharpness));
    }
    slices.addAll(folders(predictions, traits));
    if (predictions.size() >= QUARTERS * LEAST_IMAGES) {
      slices.addAll(
          quarters(CONFIDENCE, "%.2f", predictions, predictions, LabelledPrediction::confidence));
    }
    return slices;
  }

  /** Images of one value are never parted, so that a quarter may be larger or missing. */
  private static <T> List<Slice> quarters(
      String property,
      String format,
      List<LabelledPrediction> predictions,
      List<T> traits,
      ToDoubleFunction<T> trait) {
    double[] sorted = traits.stream().mapToDouble(trait).sorted().toArray();
    Map<Double, List<Integer>> byLowest = new TreeMap<>();
    for (int n = 0; n < predictions.size(); n++) {
      double value = trait.applyAsDouble(traits.get(n));
      double lowest = sorted[0];
      for (int quarter = 1; quarter < QUARTERS; quarter++) {
        double start = sorted[quarter * sorted.length / QUARTERS];
        lowest = value >= start ? start : lowest;
      }
      byLowest.computeIfAbsent(lowest, unused -> new ArrayList<>()).add(n);
    }
    if (byLowest.size() == 1) {
      return List.of();
    }
    return byLowest.values().stream()
        .map(
            members -> {
              double[] values =
                  members.stream()
                      .mapToDouble(n -> trait.applyAsDouble(traits.get(n)))
                      .sorted()
                      .toArray();
              String range = format + " to " + format;
              String shown =
                  String.format(Locale.ROOT, range, values[0], values[values.length - 1]);
              return of(property, shown, predictions, members);
            })
        .toList();
  }

  private static List<Slice> folders(
      List<LabelledPrediction> predictions, List<ImageTraits> traits) {
    Map<String, List<Integer>> byFolder =
        IntStream.range(0, predictions.size())
            .boxed()
            .collect(
                Collectors.groupingBy(
                    n -> traits.get(n).folder(), TreeMap::new, Collectors.toList()));
    if (byFolder.size() == 1 || byFolder.size() > MOST_FOLDERS) {
      return List.of();
    }
    return byFolder.entrySet().stream()
        .filter(entry -> entry.getValue().size() >= LEAST_IMAGES)
        .map(entry -> of("sub-folder", entry.getKey(), predictions, entry.getValue()))
        .toList();
  }

  private static Slice of(
      String property, String values, List<LabelledPrediction> predictions, List<Integer> members) {
    int hits = (int) members.stream().filter(n -> predictions.get(n).correct()).count();
    int allHits = (int) predictions.stream().filter(LabelledPrediction::correct).count();
    int mistakes = members.size() - hits;
    HypergeometricDistribution byChance =
        new HypergeometricDistribution(
            null, predictions.size(), predictions.size() - allHits, members.size());
    return new Slice(
        property, values, members.size(), hits, byChance.upperCumulativeProbability(mistakes));
  }
}
