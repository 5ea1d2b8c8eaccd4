package org.dl4jzoo.app.evaluate;

/**
 * How one class fared. A ratio whose denominator is zero (the precision of a class never predicted,
 * the recall of a class without images) is 0, as scikit-learn reports it.
 *
 * @param name the class
 * @param precision share of the images predicted as this class that are of it
 * @param recall share of the images of this class that were predicted as it
 * @param f1 harmonic mean of precision and recall
 * @param support number of images of this class
 */
public record ClassMetrics(String name, double precision, double recall, double f1, int support) {

  /**
   * Computes the metrics from counts.
   *
   * @param hits images of the class predicted as it
   * @param predicted images predicted as the class
   * @param support images of the class
   */
  static ClassMetrics of(String name, int hits, int predicted, int support) {
    return new ClassMetrics(
        name,
        ratio(hits, predicted),
        ratio(hits, support),
        ratio(2 * hits, predicted + support),
        support);
  }

  private static double ratio(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
