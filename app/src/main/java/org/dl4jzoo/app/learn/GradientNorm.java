package org.dl4jzoo.app.learn;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/** Measures the gradient of each training step before the update changes it. */
final class GradientNorm extends BaseTrainingListener {

  private double value;

  @Override
  public void onGradientCalculation(Model model) {
    ComputationGraph network = (ComputationGraph) model;
    double ofSum = network.getFlattenedGradients().norm2Number().doubleValue();
    value = ofSum / network.getInput(0).size(0);
  }

  /**
   * The Euclidean norm of the last step's gradient, that of the mean loss; the steps of batch
   * norm's running statistics count in it, as Deeplearning4j calls them gradients. Clipping comes
   * after it.
   */
  double value() {
    return value;
  }
}
