package org.dl4jzoo.zoo.weights;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Graphs of the zoo, and what they say before softmax. */
final class Networks {

  private Networks() {}

  /** With random parameters of a seed. */
  static ComputationGraph random(Architecture architecture, ModelOptions options, long seed) {
    NeuralNetConfiguration.Builder base = new NeuralNetConfiguration.Builder().seed(seed);
    ComputationGraph graph = new ComputationGraph(Models.configure(architecture, options, base));
    graph.init();
    return graph;
  }

  /** [N,classes] of images [N,H,W,C]. */
  static INDArray logits(ComputationGraph graph, INDArray images) {
    Map<String, INDArray> activations = graph.feedForward(images, false);
    String input = graph.getConfiguration().getVertexInputs().get("classifier").get(0);
    INDArray x = activations.get(input);
    INDArray flat = x.reshape('c', x.size(0), x.length() / x.size(0));
    return flat.mmul(graph.getParam("classifier_W")).addRowVector(graph.getParam("classifier_b"));
  }
}
