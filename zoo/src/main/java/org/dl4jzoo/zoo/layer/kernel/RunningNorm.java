package org.dl4jzoo.zoo.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Batch normalisation with running statistics: gamma (x - mean) / sqrt(variance + eps) + beta. */
public record RunningNorm(
    INDArray gamma, INDArray beta, INDArray mean, INDArray variance, double eps) {

  /** The factor of each channel, [C]: gamma / sqrt(variance + eps). */
  public INDArray scale() {
    return gamma.div(Transforms.sqrt(variance.add(eps)));
  }

  /** 1 / sqrt(variance + eps), [C]. */
  public INDArray inverseDeviation() {
    return Transforms.sqrt(variance.add(eps)).rdivi(1);
  }

  /**
   * What is added to each channel, [C]: beta + (bias - mean) scale.
   *
   * @param bias what was added to x before, [C], or null
   */
  public INDArray shift(INDArray bias) {
    INDArray center = bias == null ? mean : mean.sub(bias);
    return beta.sub(center.mul(scale()));
  }
}
