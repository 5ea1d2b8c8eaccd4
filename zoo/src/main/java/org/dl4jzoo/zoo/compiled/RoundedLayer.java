package org.dl4jzoo.zoo.compiled;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Rounds the weights of a layer. */
final class RoundedLayer {

  /** The mean of an input as an output sees it. */
  interface Mean {
    /**
     * The mean.
     *
     * @param out the output
     * @param in which of the output's weights it is multiplied by
     */
    float of(int out, int in);
  }

  private RoundedLayer() {}

  /**
   * A layer whose largest weight of each output is the largest integer. What rounding adds to an
   * output in the mean is taken off its bias.
   *
   * @param weights those of an output next to each other
   * @param bias of the outputs
   */
  static QuantizedWeights.Layer of(float[] weights, float[] bias, Mean mean) {
    int length = weights.length / bias.length;
    byte[] rounded = new byte[weights.length];
    float[] steps = new float[bias.length];
    float[] corrected = new float[bias.length];
    for (int out = 0; out < bias.length; out++) {
      float step = step(weights, out * length, length);
      double added = 0;
      for (int in = 0; in < length; in++) {
        float weight = weights[out * length + in];
        int integer = (int) Math.rint(weight / step);
        rounded[out * length + in] = (byte) integer;
        added += ((double) integer * step - weight) * mean.of(out, in);
      }
      steps[out] = step;
      corrected[out] = (float) (bias[out] - added);
    }
    return new QuantizedWeights.Layer(
        ByteBuffer.wrap(rounded), FloatBuffer.wrap(steps), FloatBuffer.wrap(corrected));
  }

  private static float step(float[] weights, int start, int length) {
    float largest = 0;
    for (int i = start; i < start + length; i++) {
      largest = Math.max(largest, Math.abs(weights[i]));
    }
    float step = largest / Numeral.Kind.SIGNED.largest();
    return step >= Float.MIN_NORMAL ? step : 1;
  }
}
