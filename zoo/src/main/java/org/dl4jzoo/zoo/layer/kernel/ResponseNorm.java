package org.dl4jzoo.zoo.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Local response normalisation across channels of one shape; arrays are NHWC. */
public interface ResponseNorm {

  /** y = x (k + alpha / n * sum of n neighbours' squares)^-beta. */
  void forward(INDArray x, INDArray y);

  /** The gradient of the input of the last {@code forward}. */
  void backward(INDArray x, INDArray dy, INDArray dx);
}
