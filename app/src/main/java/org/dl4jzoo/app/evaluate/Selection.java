package org.dl4jzoo.app.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What accuracy is to be had where the least sure answers are left to a person.
 *
 * @param points one for each confidence that occurs, from the surest images to all of them
 */
public record Selection(List<Point> points) {

  /**
   * The images of at least one confidence.
   *
   * @param threshold the least confidence that is accepted
   * @param coverage share of the images that is accepted
   * @param accuracy share of these that is right
   */
  public record Point(double threshold, double coverage, double accuracy) {}

  /** Copies the list. */
  public Selection {
    points = List.copyOf(points);
  }

  /** Accepts more and more of the predictions, the surest first. */
  public static Selection of(List<LabelledPrediction> predictions) {
    List<LabelledPrediction> sorted = new ArrayList<>(predictions);
    sorted.sort(Comparator.comparingDouble(LabelledPrediction::confidence).reversed());
    List<Point> points = new ArrayList<>();
    int hits = 0;
    for (int n = 0; n < sorted.size(); n++) {
      hits += sorted.get(n).correct() ? 1 : 0;
      double confidence = sorted.get(n).confidence();
      boolean last = n + 1 == sorted.size() || sorted.get(n + 1).confidence() < confidence;
      if (last) {
        double accepted = n + 1;
        points.add(new Point(confidence, accepted / sorted.size(), hits / accepted));
      }
    }
    return new Selection(points);
  }

  /** The largest coverage with at least this accuracy; empty if there is none. */
  public Optional<Point> forAccuracy(double accuracy) {
    return points.stream()
        .filter(point -> point.accuracy() >= accuracy)
        .max(Comparator.comparingDouble(Point::coverage));
  }
}
