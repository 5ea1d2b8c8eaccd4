package org.dl4jzoo.zoo.layer.memory;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A vertex whose {@link BackwardPass} says that its output can be computed once more. */
public interface Recomputable extends Connected {

  /** Computes the output of the last forward pass once more; y = that. */
  void recompute(INDArray y);
}
