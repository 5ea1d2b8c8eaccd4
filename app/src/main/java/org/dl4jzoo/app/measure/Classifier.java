package org.dl4jzoo.app.measure;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.zoo.inference.Inference;

/**
 * A network that is measured. It is compiled once for all that is asked of it.
 *
 * @param graph whose first output is a softmax [N,K] over the classes of its card
 * @param logits what goes into it
 */
public record Classifier(ComputationGraph graph, Inference logits) implements AutoCloseable {

  /**
   * Compiles a network.
   *
   * @param card says how it is used
   */
  public static Classifier of(ComputationGraph graph, ModelCard card) {
    return new Classifier(graph, card.logits(graph));
  }

  /** Frees what it has besides the graph. */
  @Override
  public void close() {
    logits.close();
  }
}
