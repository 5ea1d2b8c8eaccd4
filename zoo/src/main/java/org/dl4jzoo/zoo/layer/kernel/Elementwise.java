package org.dl4jzoo.zoo.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Operations on arrays of one shape, value by value. */
public interface Elementwise {

  /** y = activation(a + b); y may be a. */
  void add(INDArray a, INDArray b, INDArray y);

  /** y = activation(y). */
  void forwardInPlace(INDArray y);

  /** dx = dy where the activation passed y, else 0; dx may be dy or y. */
  void backward(INDArray y, INDArray dy, INDArray dx);
}
