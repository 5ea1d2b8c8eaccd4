package org.dl4jzoo.zoo.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fully connected layer of one shape; x is [N,in], y [N,out], and w [in,out] in f order, so that
 * the weights of one output lie together.
 */
public interface InnerProduct {

  /** y = activation(x w + bias). */
  void forward(INDArray x, INDArray w, INDArray bias, INDArray y);

  /**
   * The gradients of the parameters.
   *
   * @param dz gradient at the sum, before the activation
   */
  void backwardWeights(INDArray x, INDArray dz, INDArray dw, INDArray dbias);

  /** The gradient of the input. */
  void backwardData(INDArray w, INDArray dz, INDArray dx);
}
