package org.dl4jzoo.app.train.mix;

import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Mixup, arXiv:1710.09412, as in torchvision: each image and its target become λ of themselves and
 * 1 − λ of the image before them in the batch.
 *
 * @param own the share λ of the image itself, in [0, 1]
 */
record Mixup(double own) implements BatchMix {

  /**
   * Draws the share of a batch.
   *
   * @param alpha both parameters of the Beta distribution; 0 for no mixing
   * @param seed decides what is drawn
   */
  static Mixup draw(double alpha, long seed) {
    return new Mixup(alpha == 0 ? 1 : share(alpha, seed));
  }

  /** Draws from the Beta distribution whose parameters are both alpha. */
  static double share(double alpha, long seed) {
    return new BetaDistribution(new Well19937c(seed), alpha, alpha).sample();
  }

  @Override
  public INDArray images(INDArray images) {
    return apply(images);
  }

  @Override
  public INDArray targets(INDArray targets) {
    return apply(targets);
  }

  /** The rows of a batch, mixed; the given array stays as it is. */
  INDArray apply(INDArray rows) {
    long count = rows.size(0);
    if (own == 1 || count < 2) {
      return rows;
    }
    INDArray last = rows.get(NDArrayIndex.interval(count - 1, count));
    INDArray others = rows.get(NDArrayIndex.interval(0, count - 1));
    INDArray mixed = Nd4j.concat(0, last, others).muli(1 - own);
    try (INDArray kept = rows.mul(own)) {
      return mixed.addi(kept);
    }
  }
}
