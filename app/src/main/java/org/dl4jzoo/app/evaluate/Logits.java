package org.dl4jzoo.app.evaluate;

import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;

/** What a classifier gives before softmax. */
public final class Logits {

  private Logits() {}

  /** Makes the first output of a network, a softmax, the logits that go into it. */
  public static void expose(ComputationGraph network) {
    BaseLayer classifier = (BaseLayer) network.getOutputLayer(0).conf().getLayer();
    classifier.setActivationFn(Activation.IDENTITY.getActivationFunction());
  }

  /** The probabilities that belong to logits. */
  public static float[] softmax(float[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    float[] probabilities = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = (float) (Math.exp(logits[i] - largest) / sum);
    }
    return probabilities;
  }
}
