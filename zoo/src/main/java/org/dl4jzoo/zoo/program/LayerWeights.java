package org.dl4jzoo.zoo.program;

import java.nio.FloatBuffer;

/**
 * Parameters of the layers of a network. The buffers are direct, and stay where they are as long as
 * a program reads them; it is told when their values change.
 */
public interface LayerWeights {

  /** Those of the layer of that name. */
  Layer of(String name);

  /**
   * Parameters of a layer; null where it has none of a kind.
   *
   * @param weights [out, in / groups, kernel, kernel] of a convolution, [out, in] of a fully
   *     connected layer
   * @param bias [out]
   * @param norm its batch normalisation
   */
  record Layer(FloatBuffer weights, FloatBuffer bias, Norm norm) {}

  /** Batch normalisation by running statistics; each is [C]. */
  record Norm(FloatBuffer gamma, FloatBuffer beta, FloatBuffer mean, FloatBuffer variance) {

    /** What a channel is multiplied by, rounded as the layers do. */
    public float scale(int channel, double eps) {
      return gamma.get(channel) / (float) Math.sqrt(variance.get(channel) + (float) eps);
    }

    /** What is added to a channel after that, if {@code bias} was added before. */
    public float shift(int channel, double eps, float bias) {
      return beta.get(channel) - (mean.get(channel) - bias) * scale(channel, eps);
    }
  }
}
