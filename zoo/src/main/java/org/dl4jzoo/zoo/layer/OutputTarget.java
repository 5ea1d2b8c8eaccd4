package org.dl4jzoo.zoo.layer;

import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a join asks of a convolution before it in inference, so that it has nothing left to do.
 *
 * @param array where the output goes
 * @param term what is added to it before {@code end}, or null
 * @param end the activation after the sum, in place of the convolution's own; null without a sum
 */
record OutputTarget(INDArray array, INDArray term, Activation end) {

  /** For an output that is a part of the join's. */
  static OutputTarget part(INDArray array) {
    return new OutputTarget(array, null, null);
  }
}
