package org.dl4jzoo.app.regression;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What is to be classified, in some views of each.
 *
 * @param features [N · V,D], double; the V views of each of the N one after another
 * @param labels of the N
 * @param classWeights how much the N of each class count
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, which nobody compares
public record ViewedRows(INDArray features, int[] labels, double[] classWeights) {

  /** How many views each has. */
  int views() {
    return features.rows() / labels.length;
  }

  /** How many classes there are. */
  int classes() {
    return classWeights.length;
  }

  /** The label of every row. */
  int[] labelsOfRows() {
    int[] all = new int[features.rows()];
    Arrays.setAll(all, row -> labels[row / views()]);
    return all;
  }

  /**
   * How much every row counts.
   *
   * @param which of the N count at all
   */
  double[] weightsOfRows(IntPredicate which) {
    double[] all = new double[features.rows()];
    Arrays.setAll(
        all,
        row -> {
          int n = row / views();
          return which.test(n) ? classWeights[labels[n]] : 0;
        });
    return all;
  }
}
