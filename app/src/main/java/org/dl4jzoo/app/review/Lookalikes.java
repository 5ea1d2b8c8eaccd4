package org.dl4jzoo.app.review;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Rows that are almost the same, by the cosine of the angle between them. A network that was
 * trained on the rows' classes makes all rows of a class alike; therefore two must also be nearer
 * to each other, as 1 less the cosine, than a quarter of what rows are to their nearest in the
 * median.
 */
final class Lookalikes {

  private static final int BLOCK = 512;

  private static final double NEARER = 0.25;

  /** Of cosines of the same rows. */
  private static final double ROUNDING = 1e-9;

  private Lookalikes() {}

  /**
   * Two rows.
   *
   * @param first the smaller number
   * @param second the larger number
   * @param cosine of the angle between them
   */
  record Twins(int first, int second, double cosine) {}

  /** Whether a pair of rows is of interest. */
  interface Pairs {

    /** Asked with the smaller number first. */
    boolean matter(int first, int second);
  }

  /**
   * The pairs, the most alike first.
   *
   * @param features [N,D], double; rows of length 0 are like nothing
   * @param threshold least cosine of rows that are almost the same
   * @param pairs says which pairs are of interest
   */
  static List<Twins> of(INDArray features, double threshold, Pairs pairs) {
    INDArray units = units(features);
    double[] nearest = new double[units.rows()];
    visit(
        units,
        (first, second, cosine) -> {
          nearest[first] = Math.max(nearest[first], cosine);
          nearest[second] = Math.max(nearest[second], cosine);
        });
    double usual = 1 - new Median().evaluate(nearest);
    double least = Math.max(threshold, 1 - Math.max(NEARER * usual, ROUNDING));
    List<Twins> twins = new ArrayList<>();
    visit(
        units,
        (first, second, cosine) -> {
          if (cosine >= least && pairs.matter(first, second)) {
            twins.add(new Twins(first, second, cosine));
          }
        });
    twins.sort(Comparator.comparingDouble(Twins::cosine).reversed());
    return twins;
  }

  private static INDArray units(INDArray features) {
    INDArray lengths = features.norm2(1);
    for (long n = 0; n < lengths.length(); n++) {
      lengths.putScalar(n, Math.max(lengths.getDouble(n), Double.MIN_NORMAL));
    }
    return features.divColumnVector(lengths);
  }

  /** Hears the cosine of each pair once. */
  private interface Visitor {
    void pair(int first, int second, double cosine);
  }

  /** The cosines of all pairs would be too many to keep. */
  private static void visit(INDArray units, Visitor visitor) {
    int rows = units.rows();
    for (int start = 0; start < rows; start += BLOCK) {
      int end = Math.min(start + BLOCK, rows);
      INDArray block = units.get(NDArrayIndex.interval(start, end), NDArrayIndex.all());
      INDArray rest = units.get(NDArrayIndex.interval(start, rows), NDArrayIndex.all());
      INDArray product = Nd4j.create(DataType.DOUBLE, new long[] {end - start, rows - start}, 'f');
      double[] cosines = Nd4j.gemm(block, rest, product, false, true, 1, 0).data().asDouble();
      for (int b = 1; b < rows - start; b++) {
        for (int a = 0; a < Math.min(b, end - start); a++) {
          visitor.pair(start + a, start + b, cosines[b * (end - start) + a]);
        }
      }
    }
  }
}
