package org.dl4jzoo.zoo.layer.kernel.nd4j;

import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Elementwise;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Sums and activations. */
final class Nd4jElementwise implements Elementwise {

  private final Activation activation;

  Nd4jElementwise(Activation activation) {
    this.activation = activation;
  }

  @Override
  public void add(INDArray a, INDArray b, INDArray y) {
    a.add(b, y);
    forwardInPlace(y);
  }

  @Override
  public void forwardInPlace(INDArray y) {
    switch (activation) {
      case IDENTITY -> {}
      case RELU -> Transforms.max(y, 0, false);
      case RELU6 -> {
        Transforms.max(y, 0, false);
        Transforms.min(y, 6, false);
      }
    }
  }

  @Override
  public void backward(INDArray y, INDArray dy, INDArray dx) {
    switch (activation) {
      case IDENTITY -> dx.assign(dy);
      case RELU -> dy.mul(y.gt(0).castTo(y.dataType()), dx);
      case RELU6 -> dy.mul(Nd4j.math().and(y.gt(0), y.lt(6)).castTo(y.dataType()), dx);
    }
  }
}
