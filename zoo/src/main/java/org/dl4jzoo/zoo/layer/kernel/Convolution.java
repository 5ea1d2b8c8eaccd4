package org.dl4jzoo.zoo.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution of one shape. Arrays are NHWC; weights are [out, in / groups, kernel, kernel], as
 * in the parameters.
 */
public interface Convolution {

  /**
   * y = activation(x * w + bias).
   *
   * @param bias [out], or null
   */
  void forward(INDArray x, INDArray w, INDArray bias, INDArray y);

  /**
   * y = activation(batchNorm(x * w + bias)) with the running statistics, as one convolution.
   *
   * @param bias [out], or null
   */
  void inferNormalized(INDArray x, INDArray w, INDArray bias, RunningNorm norm, INDArray y);

  /**
   * y = activation(batchNorm(x * w + bias) + term) with the running statistics, as one convolution:
   * the end of a residual block.
   *
   * @param bias [out], or null
   * @param term what is added, of y's shape
   */
  void inferSum(INDArray x, INDArray w, INDArray bias, RunningNorm norm, INDArray term, INDArray y);

  /**
   * The gradients of the parameters.
   *
   * @param dz gradient at the convolution's sum, before the activation
   * @param dbias where the bias's gradient goes, or null
   */
  void backwardWeights(INDArray x, INDArray dz, INDArray dw, INDArray dbias);

  /** The gradient of the input. */
  void backwardData(INDArray w, INDArray dz, INDArray dx);
}
