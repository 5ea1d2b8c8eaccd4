package org.dl4jzoo.zoo.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch normalisation and activation of one shape, with the statistics of the batch. */
public interface BatchNorm {

  /**
   * y = activation(gamma (x - mean(x)) / sqrt(variance(x) + eps) + beta).
   *
   * @param mean where the batch's mean goes, [C]
   * @param variance where the batch's biased variance goes, [C]
   */
  void forward(
      INDArray x, INDArray gamma, INDArray beta, INDArray mean, INDArray variance, INDArray y);

  /**
   * The gradients, through the statistics as well.
   *
   * @param y what {@code forward} gave; null will do where nothing needs it
   * @param dy gradient at y; left as it is, unless it is dx
   * @param dx gradient at x; may be y or dy
   */
  void backward(
      INDArray x,
      INDArray y,
      INDArray dy,
      INDArray gamma,
      INDArray mean,
      INDArray variance,
      INDArray dgamma,
      INDArray dbeta,
      INDArray dx);

  /** y = activation(norm(x)) with running statistics. */
  void infer(INDArray x, RunningNorm norm, INDArray y);
}
