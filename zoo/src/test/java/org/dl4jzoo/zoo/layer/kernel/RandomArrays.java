package org.dl4jzoo.zoo.layer.kernel;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.nd4j.common.util.ArrayUtil;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays of random values, the same in every run. */
public final class RandomArrays {

  private final Random random;

  /** A sequence of arrays. */
  public RandomArrays(long seed) {
    this.random = new Random(seed);
  }

  /** Float32 values of mean 0 and deviation 1. */
  public INDArray normal(long... shape) {
    return filled(shape, random::nextGaussian);
  }

  /** Float32 values in [0.5, 1.5), as scales and variances are. */
  public INDArray positive(long... shape) {
    return filled(shape, () -> 0.5 + random.nextDouble());
  }

  /** Scale, shift and running statistics of a batch norm. */
  RunningNorm norm(long channels, double eps) {
    return new RunningNorm(
        positive(channels), normal(channels), normal(channels), positive(channels), eps);
  }

  private static INDArray filled(long[] shape, DoubleSupplier values) {
    float[] flat = new float[(int) ArrayUtil.prodLong(shape)];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) values.getAsDouble();
    }
    return Nd4j.create(flat, shape, 'c');
  }

  /** The same values in double precision. */
  public static INDArray exact(INDArray array) {
    return array == null ? null : array.castTo(DataType.DOUBLE);
  }

  /** An array whose values a kernel must overwrite, all of them: they are no numbers. */
  public static INDArray unset(DataType type, long... shape) {
    return Nd4j.valueArrayOf(shape, Double.NaN, type);
  }

  /** One-hot labels, [N,classes]: example i is of class i modulo classes. */
  public static INDArray labels(int examples, int classes) {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, examples, classes);
    for (int i = 0; i < examples; i++) {
      labels.putScalar(i, i % classes, 1);
    }
    return labels;
  }
}
