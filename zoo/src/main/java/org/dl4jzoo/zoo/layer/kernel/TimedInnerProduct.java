package org.dl4jzoo.zoo.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A fully connected layer that notes how long it takes. */
final class TimedInnerProduct implements InnerProduct {

  private final InnerProduct product;
  private final KernelTimes times;

  TimedInnerProduct(InnerProduct product, KernelTimes times) {
    this.product = product;
    this.times = times;
  }

  @Override
  public void forward(INDArray x, INDArray w, INDArray bias, INDArray y) {
    times.time("dense, forward", () -> product.forward(x, w, bias, y));
  }

  @Override
  public void backwardWeights(INDArray x, INDArray dz, INDArray dw, INDArray dbias) {
    times.time("dense, weights' gradient", () -> product.backwardWeights(x, dz, dw, dbias));
  }

  @Override
  public void backwardData(INDArray w, INDArray dz, INDArray dx) {
    times.time("dense, input's gradient", () -> product.backwardData(w, dz, dx));
  }
}
