package org.dl4jzoo.app.report.page;

import org.dl4jzoo.app.evaluate.ClassMetrics;
import org.dl4jzoo.app.evaluate.ConfusionMatrix;

/**
 * Where a network of two classes decides between them: a point on the curves of the second.
 *
 * @param name the second class
 * @param found share of its images that are given to it
 * @param others share of the first's that are
 * @param precision share of the images given to it that are of it
 */
public record Decision(String name, double found, double others, double precision) {

  static Decision of(ConfusionMatrix matrix) {
    ClassMetrics second = matrix.perClass(1);
    return new Decision(
        second.name(),
        second.recall(),
        (double) matrix.count(0, 1) / matrix.support(0),
        second.precision());
  }

  /** The point that the script marks, in percent: other images, found, precision. */
  public String point() {
    return "%s,%s,%s".formatted(100 * others, 100 * found, 100 * precision);
  }
}
