package org.dl4jzoo.app.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The loss of the steps so far, in a bounded number of points: once there are too many, each two
 * neighbours become their mean.
 */
final class LossCurve {

  private static final int MOST_POINTS = 600;

  private record Point(double step, double loss, int steps) {

    private Point join(Point other) {
      int both = steps + other.steps;
      return new Point(
          (steps * step + other.steps * other.step) / both,
          (steps * loss + other.steps * other.loss) / both,
          both);
    }
  }

  private final List<Point> points = new ArrayList<>();
  private int stepsAPoint = 1;

  /** Adds a step. One that was done before begins anew there: the training went back. */
  void add(int step, double loss) {
    points.removeIf(point -> point.step() >= step);
    Point point = new Point(step, loss, 1);
    int last = points.size() - 1;
    if (last >= 0 && points.get(last).steps() < stepsAPoint) {
      points.set(last, points.get(last).join(point));
    } else {
      points.add(point);
    }
    if (points.size() == MOST_POINTS) {
      halve();
    }
  }

  private void halve() {
    List<Point> fewer = new ArrayList<>();
    for (int n = 0; n < points.size(); n += 2) {
      fewer.add(points.get(n).join(points.get(n + 1)));
    }
    points.clear();
    points.addAll(fewer);
    stepsAPoint *= 2;
  }

  /** The steps, and the losses beside them. */
  List<List<Double>> values() {
    return List.of(values(Point::step), values(Point::loss));
  }

  private List<Double> values(ToDoubleFunction<Point> value) {
    return points.stream().map(value::applyAsDouble).toList();
  }
}
