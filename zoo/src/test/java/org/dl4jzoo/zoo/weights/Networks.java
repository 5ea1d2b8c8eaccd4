package org.dl4jzoo.zoo.weights;

import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.FeaturePooling;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Graphs of the zoo, and what they say before softmax. */
final class Networks {

  private Networks() {}

  /** With random parameters of a seed. */
  static ComputationGraph random(Architecture architecture, ModelOptions options, long seed) {
    return Models.network(architecture, options, Execution.on(Engine.fastest()), seed);
  }

  /** The network for images of another size, which ends in the mean of its features or the top. */
  static ModelOptions pooled(ModelOptions options, int size) {
    return new ModelOptions(
        new ImageShape(size, size, options.image().channels()),
        options.classes(),
        options.includeTop(),
        FeaturePooling.AVG,
        options.dropout(),
        options.padding(),
        options.alpha(),
        options.blocks(),
        options.auxiliaryHeads());
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
