package org.dl4jzoo.zoo.compiled;

import java.nio.FloatBuffer;

/** The mean of each input of a layer: of a channel over images and pixels, or over images only. */
final class InputMeans {

  private final double[] sums;
  private long count;

  InputMeans(int inputs) {
    this.sums = new double[inputs];
  }

  /** Adds values, of which the inputs lie next to each other. */
  void add(FloatBuffer values) {
    for (int start = 0; start < values.capacity(); start += sums.length) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += values.get(start + i);
      }
      count++;
    }
  }

  /** The means, [inputs]; zeros of nothing. */
  float[] means() {
    float[] means = new float[sums.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = count == 0 ? 0 : (float) (sums[i] / count);
    }
    return means;
  }
}
