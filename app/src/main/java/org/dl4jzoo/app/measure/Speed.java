package org.dl4jzoo.app.measure;

import java.util.Arrays;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.net.ImageShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How fast a network answers, from pixels to logits.
 *
 * @param median time of the answer to one image alone, in milliseconds
 * @param slow what 99 % of these answers take at most, in milliseconds
 * @param imagesPerSecond in batches
 * @param batch size of these
 */
public record Speed(double median, double slow, double imagesPerSecond, int batch) {

  private static final int WARM_UP = 3;
  private static final int MOST_ANSWERS = 200;
  private static final int MOST_BATCHES = 50;

  /** On a CPU more images at once are hardly faster, and take longer to time. */
  private static final int BATCH = 8;

  /** The reader of a report shouldn't wait for these numbers. */
  private static final long NANOS = 500_000_000L;

  /**
   * Times answers to random images, for a second, or until there is one of each kind.
   *
   * @param images how many were evaluated; a batch isn't larger than that
   */
  static Speed of(Inference logits, ImageShape shape, int images) {
    int batch = Math.min(BATCH, images);
    double[] batches = sortedMillis(logits, shape, batch, 1, MOST_BATCHES);
    double[] single = sortedMillis(logits, shape, 1, WARM_UP, MOST_ANSWERS);
    return new Speed(
        single[single.length / 2],
        single[(int) (0.99 * (single.length - 1))],
        1000 * batch / batches[batches.length / 2],
        batch);
  }

  /** Times answers to one random image alone, for half a second: their median in milliseconds. */
  public static double ofOneImage(Inference logits, ImageShape shape) {
    double[] single = sortedMillis(logits, shape, 1, WARM_UP, MOST_ANSWERS);
    return single[single.length / 2];
  }

  private static double[] sortedMillis(
      Inference logits, ImageShape shape, int batch, int warmUp, int most) {
    double[] millis = new double[most];
    int count = 0;
    try (INDArray images =
        Nd4j.rand(DataType.FLOAT, batch, shape.height(), shape.width(), shape.channels())) {
      for (int n = 0; n < warmUp; n++) {
        logits.of(images).close();
      }
      long begin = System.nanoTime();
      long now = begin;
      while (count == 0 || (count < most && now - begin < NANOS)) {
        logits.of(images).close();
        long then = System.nanoTime();
        millis[count] = (then - now) / 1e6;
        count++;
        now = then;
      }
    }
    double[] sorted = Arrays.copyOf(millis, count);
    Arrays.sort(sorted);
    return sorted;
  }
}
