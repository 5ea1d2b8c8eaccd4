package org.dl4jzoo.app.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * How one class fared, and how far chance may have had a part in it.
 *
 * @param metrics precision, recall, F1 and the number of images
 * @param precision where precision lies with 95 % confidence
 * @param recall where recall lies with 95 % confidence
 * @param f1 the same of F1; null where there are too many images and classes to resample
 * @param averagePrecision area under the curve of precision by recall
 * @param averagePrecisionInterval where that lies with 95 % confidence; null as {@code f1}
 */
public record ClassScores(
    ClassMetrics metrics,
    Interval precision,
    Interval recall,
    Interval f1,
    double averagePrecision,
    Interval averagePrecisionInterval) {

  private static final int RESAMPLES = 1000;

  /** Images times classes above which resampling would take longer than people wait. */
  private static final long MOST_WORK = 200_000;

  private static final long SEED = 1;

  /**
   * The scores of each class, in order. Intervals of precision and recall are Wilson's; those of F1
   * and average precision are percentiles of {@value #RESAMPLES} resamples of the images (Efron's
   * bootstrap), drawn by a fixed seed.
   */
  public static List<ClassScores> of(
      ConfusionMatrix confusion, List<LabelledPrediction> predictions) {
    int classes = confusion.classes().size();
    boolean resampled = (long) classes * predictions.size() <= MOST_WORK && !predictions.isEmpty();
    int[][] weights = resampled ? resamples(predictions.size()) : new int[0][];
    List<ClassScores> scores = new ArrayList<>();
    for (int index = 0; index < classes; index++) {
      ClassMetrics metrics = confusion.perClass(index);
      int hits = confusion.count(index, index);
      int[] order = ClassCurve.byProbability(predictions, index);
      scores.add(
          new ClassScores(
              metrics,
              Interval.wilson(hits, confusion.predicted(index)),
              Interval.wilson(hits, metrics.support()),
              resampled ? f1(predictions, index, weights) : null,
              ClassCurve.of(predictions, index).averagePrecision(),
              resampled ? averagePrecision(predictions, index, order, weights) : null));
    }
    return scores;
  }

  private static int[][] resamples(int count) {
    SplittableRandom random = new SplittableRandom(SEED);
    int[][] weights = new int[RESAMPLES][count];
    for (int[] resample : weights) {
      for (int draw = 0; draw < count; draw++) {
        resample[random.nextInt(count)]++;
      }
    }
    return weights;
  }

  private static Interval f1(List<LabelledPrediction> predictions, int index, int[][] weights) {
    int[] named = new int[predictions.size()];
    for (int n = 0; n < named.length; n++) {
      boolean predicted = predictions.get(n).predicted() == index;
      boolean actual = predictions.get(n).label() == index;
      named[n] = (predicted ? 1 : 0) + (actual ? 1 : 0);
    }
    return middle(Arrays.stream(weights).mapToDouble(weight -> f1(named, weight)).toArray());
  }

  /**
   * F1 of a resample.
   *
   * @param named by how many of prediction and label each image was given to the class
   */
  private static double f1(int[] named, int[] weights) {
    int hits = 0;
    int predictedOrActual = 0;
    for (int n = 0; n < weights.length; n++) {
      hits += named[n] == 2 ? weights[n] : 0;
      predictedOrActual += named[n] * weights[n];
    }
    return predictedOrActual == 0 ? 0 : 2.0 * hits / predictedOrActual;
  }

  private static Interval averagePrecision(
      List<LabelledPrediction> predictions, int index, int[] order, int[][] weights) {
    double[] values =
        Arrays.stream(weights)
            .map(weight -> ClassCurve.of(predictions, index, order, weight))
            .filter(curve -> curve.positives() > 0)
            .mapToDouble(ClassCurve::averagePrecision)
            .toArray();
    return values.length == 0 ? new Interval(0, 1) : middle(values);
  }

  private static Interval middle(double[] values) {
    Percentile percentile = new Percentile();
    percentile.setData(values);
    return new Interval(percentile.evaluate(2.5), percentile.evaluate(97.5));
  }
}
