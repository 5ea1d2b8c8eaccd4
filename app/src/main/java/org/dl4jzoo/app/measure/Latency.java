package org.dl4jzoo.app.measure;

import java.util.Arrays;
import java.util.Locale;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.net.ImageShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How long the answer to one image takes, from pixels to logits.
 *
 * @param median in milliseconds
 * @param slow what 99 % of the answers take at most, in milliseconds
 * @param count how many answers were timed
 */
record Latency(double median, double slow, int count) {

  private static final int WARM_UP = 5;
  private static final int MOST = 200;
  private static final long NANOS = 1_500_000_000L;

  /** Times answers to a random image, for a second and a half at most. */
  static Latency of(Inference logits, ImageShape shape) {
    INDArray image = Nd4j.rand(DataType.FLOAT, 1, shape.height(), shape.width(), shape.channels());
    for (int n = 0; n < WARM_UP; n++) {
      logits.of(image).close();
    }
    double[] millis = new double[MOST];
    int count = 0;
    long begin = System.nanoTime();
    long now = begin;
    while (count < MOST && now - begin < NANOS) {
      logits.of(image).close();
      long then = System.nanoTime();
      millis[count] = (then - now) / 1e6;
      count++;
      now = then;
    }
    double[] sorted = Arrays.copyOf(millis, count);
    Arrays.sort(sorted);
    return new Latency(sorted[count / 2], sorted[(int) (0.99 * (count - 1))], count);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f ms, 99 %% of %d within %.1f ms", median, count, slow);
  }
}
