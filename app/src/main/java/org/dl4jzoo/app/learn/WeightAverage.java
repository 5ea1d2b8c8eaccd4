package org.dl4jzoo.app.learn;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The exponential moving average of a network's parameters, running statistics of batch norm
 * included. After step t it becomes d × average + (1 − d) × parameters with d = min(decay, (1 + t)
 * / (10 + t)), so that it soon leaves where it began.
 */
final class WeightAverage {

  private final double decay;
  private final INDArray average;

  private WeightAverage(double decay, INDArray average) {
    this.decay = decay;
    this.average = average;
  }

  /** The average that begins at the parameters as they are; null if there is to be none. */
  static WeightAverage startingAt(INDArray parameters, double decay) {
    return decay == 0 ? null : new WeightAverage(decay, parameters.dup());
  }

  /** The average that an earlier training left. */
  static WeightAverage of(INDArray average, double decay) {
    return new WeightAverage(decay, average);
  }

  /**
   * Takes in the parameters after a step.
   *
   * @param step counted from 1
   */
  void follow(INDArray parameters, int step) {
    double kept = Math.min(decay, (1.0 + step) / (10.0 + step));
    // BLAS adds without an array for the product, whose new pages take longer than the sum.
    average.muli(kept);
    Nd4j.getBlasWrapper().level1().axpy(average.length(), 1 - kept, parameters, average);
  }

  /** The averaged parameters, [1,P] as the network's. */
  INDArray values() {
    return average;
  }

  /**
   * Runs something while the network has the averaged parameters and this its own, then swaps them
   * back.
   */
  void during(ComputationGraph network, Runnable work) {
    INDArray own = network.params();
    Nd4j.getBlasWrapper().level1().swap(own, average);
    try {
      work.run();
    } finally {
      Nd4j.getBlasWrapper().level1().swap(own, average);
    }
  }
}
