package org.dl4jzoo.zoo.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch normalisation with running statistics: gamma (x - mean) / sqrt(variance + eps) + beta. */
public record RunningNorm(
    INDArray gamma, INDArray beta, INDArray mean, INDArray variance, double eps) {

  /** The factor of each channel, [C]: gamma / sqrt(variance + eps). */
  public INDArray scale() {
    return gamma.div(org.nd4j.linalg.ops.transforms.Transforms.sqrt(variance.add(eps)));
  }

  /** What is added to each channel, [C]: beta - mean scale. */
  public INDArray shift() {
    return beta.sub(mean.mul(scale()));
  }
}
