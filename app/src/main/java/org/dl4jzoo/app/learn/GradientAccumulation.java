package org.dl4jzoo.app.learn;

import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes one step of several batches: it sums up the gradients of all but the last batch, and adds
 * the sum to the last one's gradient before the update. What Deeplearning4j calls the gradient of
 * batch norm's running statistics is the step that they take: they take one with the mean over the
 * batches.
 */
final class GradientAccumulation extends BaseTrainingListener {

  private INDArray sum;
  private int batches;
  private long images;

  /** Adds the gradient of a batch; nothing is updated. */
  void add(ComputationGraph network, INDArray[] input, INDArray[] targets) {
    network.setInputs(input);
    network.setLabels(targets);
    network.computeGradientAndScore();
    network.clearLayersStates();
    INDArray gradient = network.getFlattenedGradients();
    if (batches == 0) {
      sum = gradient.dup();
    } else {
      sum.addi(gradient);
    }
    batches++;
    images += input[0].size(0);
  }

  /** Called for the last batch, between its gradient and the update. */
  @Override
  public void onGradientCalculation(Model model) {
    if (batches == 0) {
      return;
    }
    ComputationGraph network = (ComputationGraph) model;
    network.getFlattenedGradients().addi(sum);
    // The updater divides by the images of the last batch only.
    long last = network.getInput(0).size(0);
    double ofGradients = (double) last / (images + last);
    double ofStatistics = 1.0 / (batches + 1);
    for (Map.Entry<String, INDArray> part : network.gradient().gradientForVariable().entrySet()) {
      int end = part.getKey().lastIndexOf('_');
      boolean divided =
          network
              .getLayer(part.getKey().substring(0, end))
              .updaterDivideByMinibatch(part.getKey().substring(end + 1));
      part.getValue().muli(divided ? ofGradients : ofStatistics);
    }
    batches = 0;
    images = 0;
  }
}
