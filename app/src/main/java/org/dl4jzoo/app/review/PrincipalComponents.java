package org.dl4jzoo.app.review;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The two directions in which rows differ most (principal component analysis).
 *
 * @param axes [D,2], double, of length 1; the largest number of each is positive
 * @param share of the rows' variance that lies in them
 */
record PrincipalComponents(INDArray axes, double share) {

  /** The time that the decomposition takes grows with their cube. */
  private static final int MOST_ROWS = 250;

  private static final int AXES = 2;

  /**
   * Those of these rows, or of {@value #MOST_ROWS} of them if there are more.
   *
   * @param centered [N,D] with N ≥ 2, double; each column has mean 0
   */
  static PrincipalComponents of(INDArray centered) {
    int count = Math.min(MOST_ROWS, centered.rows());
    long all = centered.rows();
    int[] chosen = IntStream.range(0, count).map(n -> (int) (n * all / count)).toArray();
    INDArray rows = Nd4j.pullRows(centered, 1, chosen);
    EigenDecomposition products =
        new EigenDecomposition(
            MatrixUtils.createRealMatrix(rows.mmul(rows.transpose()).toDoubleMatrix()));
    INDArray axes = Nd4j.zeros(centered.dataType(), centered.columns(), AXES);
    double sum = 0;
    for (double value : products.getRealEigenvalues()) {
      sum += Math.max(0, value);
    }
    double share = 0;
    for (int axis = 0; axis < AXES; axis++) {
      double value = products.getRealEigenvalue(axis);
      if (value > 0) {
        INDArray weights = Nd4j.createFromArray(products.getEigenvector(axis).toArray());
        axes.putColumn(axis, directed(rows.transpose().mmul(weights)));
        share += value / sum;
      }
    }
    return new PrincipalComponents(axes, share);
  }

  private static INDArray directed(INDArray axis) {
    double length = axis.norm2Number().doubleValue();
    double most = axis.maxNumber().doubleValue();
    boolean turned = -axis.minNumber().doubleValue() > most;
    return axis.div(turned ? -length : length);
  }

  /** Where rows lie in the two directions: [N][2]. */
  double[][] places(INDArray centered) {
    return centered.mmul(axes).toDoubleMatrix();
  }
}
