package org.dl4jzoo.zoo.inference;

import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a graph gives before softmax, which hides NaN and the size of a mistake. */
public final class Logits {

  private Logits() {}

  /**
   * Runs a graph over images.
   *
   * @param network whose first output is a softmax [N,K]
   * @return what goes into it, [N,K]
   */
  public static INDArray of(ComputationGraph network, INDArray images) {
    return exposed(network, () -> network.output(false, images)[0]);
  }

  /** Does something while the first output of a network, a softmax, is what goes into it. */
  public static <T> T exposed(ComputationGraph network, Supplier<T> work) {
    BaseLayer classifier = (BaseLayer) network.getOutputLayer(0).conf().getLayer();
    IActivation softmax = classifier.getActivationFn();
    classifier.setActivationFn(Activation.IDENTITY.getActivationFunction());
    try {
      return work.get();
    } finally {
      classifier.setActivationFn(softmax);
    }
  }
}
