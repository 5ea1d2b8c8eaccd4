package org.dl4jzoo.app.learn;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.dl4jzoo.zoo.inference.Logits;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Keeps the classifier's logits of each training step. In training Deeplearning4j computes the loss
 * from the inputs of the output layers and shows no outputs. To activate the first of these layers
 * again costs one small product; a second forward pass would cost a third of the step.
 */
final class ClassifierOutput extends BaseTrainingListener {

  private INDArray logits;

  /** Called between the backward pass and the update, while the layers still have their inputs. */
  @Override
  public void onBackwardPass(Model model) {
    ComputationGraph network = (ComputationGraph) model;
    logits =
        Logits.exposed(
            network,
            () -> network.getOutputLayer(0).activate(false, LayerWorkspaceMgr.noWorkspaces()));
  }

  /** [N,K] of the last step, before its update. */
  INDArray logits() {
    return logits;
  }
}
