package org.dl4jzoo.zoo.layer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far an array is from another, computed in double precision and without ND4J. What is expected
 * must be finite: any value is within a share of infinity.
 */
public final class RelativeError {

  private RelativeError() {}

  /** Fails if shapes differ or the largest difference exceeds this share of the largest value. */
  public static void assertClose(
      String what, INDArray actual, INDArray expected, double tolerance) {
    assertThat(largest(difference(what, actual, expected)))
        .as("largest difference of %s", what)
        .isLessThanOrEqualTo(tolerance * largest(values(expected)));
  }

  /** Fails if shapes differ or the difference's length exceeds this share of the expected one. */
  public static void assertCloseInLength(
      String what, INDArray actual, INDArray expected, double tolerance) {
    double error = length(difference(what, actual, expected));
    assertThat(error)
        .as("length of the difference of %s", what)
        .isLessThanOrEqualTo(tolerance * length(values(expected)));
  }

  private static double[] difference(String what, INDArray actual, INDArray expected) {
    assertThat(actual.shape()).as("shape of %s", what).isEqualTo(expected.shape());
    double[] values = values(actual);
    double[] truth = values(expected);
    assertThat(largest(truth)).as("largest value expected of %s", what).isFinite();
    return IntStream.range(0, truth.length).mapToDouble(i -> values[i] - truth[i]).toArray();
  }

  /** NaN if a value is. */
  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElseThrow();
  }

  private static double length(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
  }

  private static double[] values(INDArray array) {
    return array.dup('c').reshape(array.length()).castTo(DataType.DOUBLE).toDoubleVector();
  }
}
