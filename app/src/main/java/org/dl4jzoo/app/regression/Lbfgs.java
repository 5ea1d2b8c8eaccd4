package org.dl4jzoo.app.regression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Finds where a smooth function is least, with limited-memory BFGS (Nocedal and Wright 2006,
 * algorithms 7.4 and 7.5). A step's length is bisected until it meets the weak Wolfe conditions
 * (Lewis and Overton 2013). Commons Math has no quasi-Newton method, and Deeplearning4j's works on
 * its networks only.
 */
final class Lbfgs {

  private static final int MEMORY = 10;

  /** A step must gain this part of what the gradient promises... */
  private static final double ENOUGH_GAIN = 1e-4;

  /** ...and flatten the slope to this part. */
  private static final double FLAT_ENOUGH = 0.9;

  private static final int MOST_BISECTIONS = 40;

  /** A function of several variables. */
  interface Function {

    /**
     * The value at a point.
     *
     * @param gradient receives the derivatives there
     */
    double at(double[] point, double[] gradient);
  }

  /** How point and gradient changed in a step; the function's curvature is estimated from these. */
  @SuppressWarnings("ArrayRecordComponent") // thousands of numbers, compared by nobody
  private record Change(double[] point, double[] gradient) {}

  private final Function function;
  private final Deque<Change> changes = new ArrayDeque<>();
  private double[] point;
  private double[] gradient;
  private double value;

  private Lbfgs(Function function, double[] start) {
    this.function = function;
    this.point = start.clone();
    this.gradient = new double[start.length];
    this.value = function.at(point, gradient);
  }

  /**
   * Goes downhill from a point.
   *
   * @param tolerance the largest derivative at which it stops
   * @param mostSteps after which it stops anyway
   * @return the point that it came to
   */
  static double[] minimize(Function function, double[] start, double tolerance, int mostSteps) {
    Lbfgs search = new Lbfgs(function, start);
    for (int step = 0; step < mostSteps && largest(search.gradient) > tolerance; step++) {
      if (!search.step()) {
        break;
      }
    }
    return search.point;
  }

  /** Whether a lower point was found; rounding leaves none very near the lowest. */
  private boolean step() {
    double[] direction = direction();
    double slope = dot(direction, gradient);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double length = changes.isEmpty() ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    double[] next = new double[point.length];
    double[] nextGradient = new double[point.length];
    for (int tries = 0; tries < MOST_BISECTIONS; tries++) {
      for (int i = 0; i < next.length; i++) {
        next[i] = point[i] + length * direction[i];
      }
      double nextValue = function.at(next, nextGradient);
      if (!(nextValue <= value + ENOUGH_GAIN * length * slope)) {
        high = length;
      } else if (dot(direction, nextGradient) < FLAT_ENOUGH * slope) {
        low = length;
      } else {
        remember(next, nextGradient);
        value = nextValue;
        return true;
      }
      length = Double.isInfinite(high) ? 2 * low : (low + high) / 2;
    }
    return false;
  }

  /** The gradient, turned and stretched by the inverse of the estimated curvature. */
  private double[] direction() {
    double[] direction = new double[gradient.length];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -gradient[i];
    }
    double[] shares = new double[changes.size()];
    int n = 0;
    for (Change change : changes) {
      shares[n] = dot(change.point(), direction) / dot(change.point(), change.gradient());
      add(direction, -shares[n], change.gradient());
      n++;
    }
    if (!changes.isEmpty()) {
      Change last = changes.getFirst();
      scale(direction, dot(last.point(), last.gradient()) / dot(last.gradient(), last.gradient()));
    }
    for (Iterator<Change> oldest = changes.descendingIterator(); oldest.hasNext(); ) {
      Change change = oldest.next();
      n--;
      double share = dot(change.gradient(), direction) / dot(change.point(), change.gradient());
      add(direction, shares[n] - share, change.point());
    }
    return direction;
  }

  /** The newest change comes first. */
  private void remember(double[] next, double[] nextGradient) {
    if (changes.size() == MEMORY) {
      changes.removeLast();
    }
    changes.addFirst(new Change(difference(next, point), difference(nextGradient, gradient)));
    point = next;
    gradient = nextGradient;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] to, double factor, double[] what) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * what[i];
    }
  }

  private static void scale(double[] what, double factor) {
    for (int i = 0; i < what.length; i++) {
      what[i] *= factor;
    }
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = a.clone();
    add(difference, -1, b);
    return difference;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double each : values) {
      largest = Math.max(largest, Math.abs(each));
    }
    return largest;
  }
}
