package org.dl4jzoo.app.evaluate;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.dl4jzoo.app.console.Amount;
import org.dl4jzoo.data.folder.Example;

/**
 * Two classifiers on the same images. What both get right or wrong says nothing of which is better;
 * what counts is the images that one of them alone gets right.
 *
 * @param count number of images
 * @param onlyFirst images that the first alone gets right
 * @param onlySecond images that the second alone gets right
 */
public record PairedDifference(int count, int onlyFirst, int onlySecond) {

  private static final double SIGNIFICANT = 0.05;

  /** Compares image by image; those that are missing in one of the lists don't count. */
  public static PairedDifference of(
      List<LabelledPrediction> first, List<LabelledPrediction> second) {
    Map<Example, Boolean> secondRight = new HashMap<>();
    second.forEach(each -> secondRight.put(each.example(), each.correct()));
    List<LabelledPrediction> both =
        first.stream().filter(each -> secondRight.containsKey(each.example())).toList();
    return ofRight(
        both.stream().map(LabelledPrediction::correct).toList(),
        both.stream().map(each -> secondRight.get(each.example())).toList());
  }

  /**
   * Compares image by image, where each list tells of the same images in the same order which ones
   * were right.
   */
  public static PairedDifference ofRight(List<Boolean> first, List<Boolean> second) {
    if (first.size() != second.size()) {
      throw new IllegalArgumentException(
          "%d and %d images can't be paired".formatted(first.size(), second.size()));
    }
    int onlyFirst = 0;
    int onlySecond = 0;
    for (int n = 0; n < first.size(); n++) {
      onlyFirst += first.get(n) && !second.get(n) ? 1 : 0;
      onlySecond += second.get(n) && !first.get(n) ? 1 : 0;
    }
    return new PairedDifference(first.size(), onlyFirst, onlySecond);
  }

  /** Top-1 of the first less that of the second. */
  public double difference() {
    return (double) (onlyFirst - onlySecond) / count;
  }

  /**
   * Where the difference of all such images lies with 95 % confidence: Wald's interval with half an
   * image added to each of the four counts (Bonett and Price 2012).
   *
   * @return lower and upper end
   */
  public double[] interval() {
    double first = (onlyFirst + 1.0) / (count + 2);
    double second = (onlySecond + 1.0) / (count + 2);
    double middle = first - second;
    double z = new NormalDistribution(null, 0, 1).inverseCumulativeProbability(0.975);
    double half = z * Math.sqrt((first + second - middle * middle) / (count + 2));
    return new double[] {Math.max(-1, middle - half), Math.min(1, middle + half)};
  }

  /** Chance of so large a difference if neither were better: McNemar's exact test, two-sided. */
  public double pValue() {
    int different = onlyFirst + onlySecond;
    if (different == 0) {
      return 1;
    }
    BinomialDistribution byChance = new BinomialDistribution(null, different, 0.5);
    return Math.min(1, 2 * byChance.cumulativeProbability(Math.min(onlyFirst, onlySecond)));
  }

  /** Whether chance doesn't explain the difference, at 5 %. */
  public boolean isSignificant() {
    return pValue() < SIGNIFICANT;
  }

  @Override
  public String toString() {
    double[] interval = interval();
    return String.format(
        Locale.ROOT,
        "%+.1f points (%+.1f to %+.1f with 95 %% confidence); %s only the first gets right, %d"
            + " only the second; McNemar p = %.3g%s",
        100 * difference(),
        100 * interval[0],
        100 * interval[1],
        Amount.of(onlyFirst, "image"),
        onlySecond,
        pValue(),
        isSignificant() ? "" : ", so chance may explain it");
  }
}
