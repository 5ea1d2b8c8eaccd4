package org.dl4jzoo.zoo.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a network learns at once.
 *
 * @param input [N,H,W,C], or what else the network takes
 * @param targets [N,K], for every classifier that the network has
 */
public record TrainingBatch(INDArray input, INDArray targets) {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if there is not one target for each input
   */
  public TrainingBatch {
    if (input.size(0) != targets.size(0)) {
      throw new IllegalArgumentException(
          "each of %d inputs needs targets; got %d".formatted(input.size(0), targets.size(0)));
    }
  }
}
