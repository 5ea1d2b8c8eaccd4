package org.dl4jzoo.zoo.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Joins NHWC arrays along their channels, and takes such a join apart. */
public interface Channels {

  /** y = the parts side by side. */
  default void join(INDArray[] parts, INDArray y) {
    for (int i = 0; i < parts.length; i++) {
      put(parts[i], i, y);
    }
  }

  /** Part {@code index} of y = that. */
  void put(INDArray part, int index, INDArray y);

  /** Part {@code index} of y. */
  void part(INDArray y, int index, INDArray part);
}
