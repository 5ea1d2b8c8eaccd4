package org.dl4jzoo.app.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whether the probabilities of a classifier can be believed: of images that it is 80 % sure of, 80
 * % should be right.
 *
 * @param expectedError expected calibration error (Naeini et al. 2015) of the most probable class,
 *     in bins of equally many images
 * @param brier mean squared distance of the probabilities from 1 for the image's class and 0 for
 *     the others, summed over the classes (Brier 1950): from 0 to 2
 * @param bins from the least to the most confident
 */
public record Calibration(double expectedError, double brier, List<Bin> bins) {

  /** A normal variable is within so many standard deviations of its mean with 95 % probability. */
  private static final double NORMAL_95 = 1.96;

  private static final int BINS = 15;

  /**
   * Images of like confidence.
   *
   * @param count how many
   * @param confidence their mean confidence
   * @param accuracy share of them that is right
   */
  public record Bin(int count, double confidence, double accuracy) {

    static Bin of(List<LabelledPrediction> predictions) {
      return new Bin(
          predictions.size(),
          predictions.stream().mapToDouble(LabelledPrediction::confidence).average().orElseThrow(),
          Evaluator.accuracy(predictions));
    }

    /** Where the share that is right lies with 95 % confidence. */
    public Interval interval() {
      return Interval.wilson((int) Math.round(accuracy * count), count);
    }
  }

  /** Copies the list. */
  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * Compares probabilities with what is so.
   *
   * @param predictions at least one
   */
  public static Calibration of(List<LabelledPrediction> predictions) {
    List<Bin> bins = bins(predictions);
    double error =
        bins.stream()
            .mapToDouble(bin -> bin.count() * Math.abs(bin.accuracy() - bin.confidence()))
            .sum();
    double brier = predictions.stream().mapToDouble(Calibration::brier).average().orElseThrow();
    return new Calibration(error / predictions.size(), brier, bins);
  }

  /** How much surer the classifier is than right, on average; negative if it is too modest. */
  public double overconfidence() {
    double sum = 0;
    int count = 0;
    for (Bin bin : bins) {
      sum += bin.count() * (bin.confidence() - bin.accuracy());
      count += bin.count();
    }
    return sum / count;
  }

  /** Whether that is more than chance does to answers that are right as often as they are sure. */
  public boolean isMiscalibrated() {
    double variance = 0;
    double count = 0;
    for (Bin bin : bins) {
      variance += bin.count() * bin.confidence() * (1 - bin.confidence());
      count += bin.count();
    }
    return Math.abs(overconfidence()) > NORMAL_95 * Math.sqrt(variance) / count;
  }

  /** The first bins have one image more where they can't have equally many. */
  private static List<Bin> bins(List<LabelledPrediction> predictions) {
    List<LabelledPrediction> sorted = new ArrayList<>(predictions);
    sorted.sort(Comparator.comparingDouble(LabelledPrediction::confidence));
    List<Bin> bins = new ArrayList<>();
    int begin = 0;
    for (int b = 0; b < BINS; b++) {
      int end = begin + sorted.size() / BINS + (b < sorted.size() % BINS ? 1 : 0);
      if (end > begin) {
        bins.add(Bin.of(sorted.subList(begin, end)));
      }
      begin = end;
    }
    return bins;
  }

  private static double brier(LabelledPrediction prediction) {
    double sum = 0;
    for (int k = 0; k < prediction.probabilities().length; k++) {
      double distance = prediction.probabilities()[k] - (k == prediction.label() ? 1 : 0);
      sum += distance * distance;
    }
    return sum;
  }
}
