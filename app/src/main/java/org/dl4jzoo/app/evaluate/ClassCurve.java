package org.dl4jzoo.app.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One class against all others: what is found at each threshold on its probability.
 *
 * @param positives images of the class
 * @param negatives images of other classes
 * @param points from the highest threshold, where next to nothing is found, to the lowest
 */
public record ClassCurve(int positives, int negatives, List<Point> points) {

  /**
   * The images with at least one probability of the class.
   *
   * @param threshold the probability
   * @param truePositives those of them that are of the class
   * @param falsePositives those of them that are not
   */
  public record Point(double threshold, int truePositives, int falsePositives) {

    /** Share of what is found that is of the class. */
    public double precision() {
      return (double) truePositives / (truePositives + falsePositives);
    }
  }

  /** Copies the list. */
  public ClassCurve {
    points = List.copyOf(points);
  }

  /** The curve of the class with this index. */
  public static ClassCurve of(List<LabelledPrediction> predictions, int index) {
    int[] weights = IntStream.generate(() -> 1).limit(predictions.size()).toArray();
    return of(predictions, index, byProbability(predictions, index), weights);
  }

  /** Positions of the predictions, the most probable of the class first. */
  static int[] byProbability(List<LabelledPrediction> predictions, int index) {
    long[] keys = new long[predictions.size()];
    for (int n = 0; n < keys.length; n++) {
      // The bits of floats that aren't negative are in the floats' order.
      int bits = Float.floatToRawIntBits(predictions.get(n).probabilities()[index]);
      keys[n] = (long) bits << Integer.SIZE | n;
    }
    Arrays.sort(keys);
    return IntStream.rangeClosed(1, keys.length).map(n -> (int) keys[keys.length - n]).toArray();
  }

  /**
   * The same where an image counts several times.
   *
   * @param order as {@link #byProbability} gives it
   * @param weights how often each prediction counts
   */
  static ClassCurve of(
      List<LabelledPrediction> predictions, int index, int[] order, int[] weights) {
    List<Point> points = new ArrayList<>();
    int positives = 0;
    int negatives = 0;
    for (int place = 0; place < order.length; place++) {
      LabelledPrediction prediction = predictions.get(order[place]);
      float probability = prediction.probabilities()[index];
      if (prediction.label() == index) {
        positives += weights[order[place]];
      } else {
        negatives += weights[order[place]];
      }
      boolean last =
          place + 1 == order.length
              || predictions.get(order[place + 1]).probabilities()[index] < probability;
      if (last && positives + negatives > 0) {
        points.add(new Point(probability, positives, negatives));
      }
    }
    return new ClassCurve(positives, negatives, points);
  }

  /** Share of the class's images that is found at a point. */
  public double truePositiveRate(Point point) {
    return positives == 0 ? 0 : (double) point.truePositives() / positives;
  }

  /** Share of the other classes' images that is found at a point. */
  public double falsePositiveRate(Point point) {
    return negatives == 0 ? 0 : (double) point.falsePositives() / negatives;
  }

  /**
   * Mean of the precisions at which more of the class is found, weighted by how much more, as
   * scikit-learn's {@code average_precision_score}; 0 for a class without images.
   */
  public double averagePrecision() {
    double sum = 0;
    double found = 0;
    for (Point point : points) {
      sum += (truePositiveRate(point) - found) * point.precision();
      found = truePositiveRate(point);
    }
    return sum;
  }

  /**
   * The chance that an image of the class has a higher probability of it than one of another class:
   * the area under the ROC curve. NaN if either are none.
   */
  public double area() {
    double sum = 0;
    double x = 0;
    double y = 0;
    for (Point point : points) {
      sum += (falsePositiveRate(point) - x) * (truePositiveRate(point) + y) / 2;
      x = falsePositiveRate(point);
      y = truePositiveRate(point);
    }
    return positives == 0 || negatives == 0 ? Double.NaN : sum;
  }
}
