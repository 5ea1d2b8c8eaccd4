package org.dl4jzoo.zoo.compiled;

import java.nio.FloatBuffer;

/**
 * How often numbers of each magnitude were seen. The bins are made twice as wide whenever a larger
 * number comes, so that nothing needs to be known before.
 */
final class Magnitudes {

  private static final int BINS = 2048;

  /** Narrow enough that any network's values widen the bins. */
  private static final double NARROWEST = 0x1p-40;

  /** Every so manyth bin's end is tried as the largest number that isn't cut off. */
  private static final int CANDIDATE = 8;

  private final long[] counts = new long[BINS];
  private double width = NARROWEST;
  private boolean negative;

  /** Counts numbers; zeros, which any step stands for, are left out. */
  void add(FloatBuffer values) {
    for (int i = 0; i < values.capacity(); i++) {
      add(values.get(i));
    }
  }

  private void add(float value) {
    if (value == 0) {
      return;
    }
    negative |= value < 0;
    double size = Math.abs((double) value);
    if (!(size <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException("only finite values have a range; got " + value);
    }
    while (size >= width * BINS) {
      widen();
    }
    counts[(int) (size / width)]++;
  }

  private void widen() {
    for (int i = 0; i < BINS / 2; i++) {
      counts[i] = counts[2 * i] + counts[2 * i + 1];
    }
    for (int i = BINS / 2; i < BINS; i++) {
      counts[i] = 0;
    }
    width *= 2;
  }

  /** Adds what others have counted. */
  void add(Magnitudes others) {
    while (width < others.width) {
      widen();
    }
    long narrower = Math.round(width / others.width);
    for (int i = 0; i < BINS; i++) {
      counts[(int) (i / narrower)] += others.counts[i];
    }
    negative |= others.negative;
  }

  /**
   * The numerals that stand for the numbers with the smallest mean squared error, as large numbers
   * are cut off or small ones rounded.
   */
  Numeral numeral() {
    Numeral.Kind kind = negative ? Numeral.Kind.SIGNED : Numeral.Kind.UNSIGNED;
    double best = width * BINS;
    double least = Double.POSITIVE_INFINITY;
    for (int end = last(); end > 0; end -= CANDIDATE) {
      double error = squaredError(end * width / kind.largest(), kind.largest());
      if (error < least) {
        least = error;
        best = end * width;
      }
    }
    return Numeral.upTo(kind, best);
  }

  /** The end of the last bin that isn't empty. */
  private int last() {
    int last = BINS;
    while (last > 1 && counts[last - 1] == 0) {
      last--;
    }
    return last;
  }

  private double squaredError(double step, int largest) {
    double sum = 0;
    for (int i = 0; i < BINS; i++) {
      if (counts[i] > 0) {
        double size = (i + 0.5) * width;
        double error = size - step * Math.min(Math.rint(size / step), largest);
        sum += counts[i] * error * error;
      }
    }
    return sum;
  }
}
