package org.dl4jzoo.app.regression;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A softmax over linear functions of features.
 *
 * @param weights [D,K], double
 * @param bias of each of the K classes
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that were learned, compared by nobody
public record LinearClassifier(INDArray weights, double[] bias) {

  /** One that finds all classes alike probable. */
  static LinearClassifier undecided(int features, int classes) {
    return new LinearClassifier(
        Nd4j.create(DataType.DOUBLE, new long[] {features, classes}, 'f'), new double[classes]);
  }

  /**
   * The probabilities of the classes.
   *
   * @param features [N,D], double
   * @return a row of K for each of the N
   */
  public double[][] probabilities(INDArray features) {
    double[][] rows = features.mmul(weights).toDoubleMatrix();
    for (double[] row : rows) {
      for (int k = 0; k < row.length; k++) {
        row[k] += bias[k];
      }
      Softmax.inPlace(row, 0);
    }
    return rows;
  }
}
