package org.dl4jzoo.app.review;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Rows that lie far from their class. Distance is that from the mean of the class's rows; far is
 * beyond the class's upper quartile by more than one and a half times the distance between its
 * quartiles (Tukey 1977).
 */
final class Outliers {

  private static final double FAR = 1.5;

  /** Quartiles of fewer rows say nothing. */
  private static final int LEAST_ROWS = 8;

  private Outliers() {}

  /**
   * A row far from its class.
   *
   * @param row its number
   * @param excess its distance beyond the upper quartile, as a multiple of the distance between the
   *     quartiles
   */
  record Far(int row, double excess) {}

  /**
   * The rows that are far from their class, the farthest first.
   *
   * @param features [N,D], double
   * @param labels of the rows
   */
  static List<Far> of(INDArray features, int[] labels, int classes) {
    List<Far> far = new ArrayList<>();
    for (int k = 0; k < classes; k++) {
      int label = k;
      int[] rows = IntStream.range(0, labels.length).filter(n -> labels[n] == label).toArray();
      if (rows.length >= LEAST_ROWS) {
        far.addAll(ofClass(Nd4j.pullRows(features, 1, rows), rows));
      }
    }
    far.sort(Comparator.comparingDouble(Far::excess).reversed());
    return far;
  }

  private static List<Far> ofClass(INDArray features, int[] rows) {
    double[] distances = features.subRowVector(features.mean(0)).norm2(1).toDoubleVector();
    // The seventh kind of quantile is that of NumPy and of spreadsheets.
    Percentile quantile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
    quantile.setData(distances);
    double upper = quantile.evaluate(75);
    double between = upper - quantile.evaluate(25);
    List<Far> far = new ArrayList<>();
    for (int n = 0; n < rows.length; n++) {
      double excess = (distances[n] - upper) / between;
      if (between > 0 && excess > FAR) {
        far.add(new Far(rows[n], excess));
      }
    }
    return far;
  }
}
