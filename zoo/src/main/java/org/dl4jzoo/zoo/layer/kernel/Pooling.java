package org.dl4jzoo.zoo.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A pooling of one shape; arrays are NHWC. */
public interface Pooling {

  /** y = pool(x). */
  void forward(INDArray x, INDArray y);

  /** The gradient of the input of the last {@code forward}. */
  void backward(INDArray x, INDArray y, INDArray dy, INDArray dx);
}
