package org.dl4jzoo.zoo.layer.kernel.nd4j;

import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.InnerProduct;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Matrix products. */
final class Nd4jInnerProduct implements InnerProduct {

  private final Nd4jElementwise activation;

  Nd4jInnerProduct(Activation activation) {
    this.activation = new Nd4jElementwise(activation);
  }

  @Override
  public void forward(INDArray x, INDArray w, INDArray bias, INDArray y) {
    x.mmul(w, y);
    y.addiRowVector(bias);
    activation.forwardInPlace(y);
  }

  @Override
  public void backwardWeights(INDArray x, INDArray dz, INDArray dw, INDArray dbias) {
    x.transpose().mmul(dz, dw);
    dz.sum(dbias, 0);
  }

  @Override
  public void backwardData(INDArray w, INDArray dz, INDArray dx) {
    dz.mmul(w.transpose(), dx);
  }
}
