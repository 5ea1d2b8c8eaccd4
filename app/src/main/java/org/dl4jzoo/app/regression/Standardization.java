package org.dl4jzoo.app.regression;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gives each feature mean 0 and variance 1, so that a penalty means the same for all of them. One
 * that is the same in all rows becomes 0.
 *
 * @param mean of each feature, [D]
 * @param factor what it is multiplied with, [D]
 */
public record Standardization(INDArray mean, INDArray factor) {

  /** Of the mean: equal numbers differ by less from the mean that is computed of them. */
  private static final double ROUNDING = 1e-9;

  /**
   * That of these rows.
   *
   * @param features [N,D], double
   */
  public static Standardization of(INDArray features) {
    INDArray mean = features.mean(0);
    INDArray factor = features.std(false, 0);
    for (long d = 0; d < factor.length(); d++) {
      double deviation = factor.getDouble(d);
      boolean varies = deviation > ROUNDING * Math.abs(mean.getDouble(d));
      factor.putScalar(d, varies ? 1 / deviation : 0);
    }
    return new Standardization(mean, factor);
  }

  /** Other rows of the same features, scaled likewise. */
  public INDArray apply(INDArray features) {
    return features.subRowVector(mean).muliRowVector(factor);
  }
}
