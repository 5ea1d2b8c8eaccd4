package org.dl4jzoo.app.divergence;

import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.dl4jzoo.app.run.FiniteNumbers;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Finds the layer of a diverged network where it began. */
final class BadLayer {

  /** No layer of a network that learns puts out values as large as this. */
  private static final double HUGE = 1e4;

  private BadLayer() {}

  /**
   * Says which layer is the first, on the way from the image to the classifier, whose weights or
   * outputs are not finite, or whose outputs are huge.
   *
   * @param images a batch [N,H,W,C], or [N,F] where features are the input
   * @return words such as {@code the weights of stem.conv are not finite}; empty if there is none
   */
  static Optional<String> describe(ComputationGraph network, INDArray images) {
    return ofWeights(network).or(() -> ofOutputs(network, images));
  }

  /** The table of parameters is in the order of the layers. */
  private static Optional<String> ofWeights(ComputationGraph network) {
    return network.paramTable().entrySet().stream()
        .filter(parameter -> !FiniteNumbers.all(parameter.getValue()))
        .map(parameter -> parameter.getKey().substring(0, parameter.getKey().lastIndexOf('_')))
        .map("the first layer whose weights are not finite is %s"::formatted)
        .findFirst();
  }

  private static Optional<String> ofOutputs(ComputationGraph network, INDArray images) {
    Map<String, INDArray> outputs = network.feedForward(images, false);
    GraphVertex[] vertices = network.getVertices();
    for (int index : network.topologicalSortOrder()) {
      String name = vertices[index].getVertexName();
      INDArray output = outputs.get(name);
      if (output != null && !network.getConfiguration().getNetworkInputs().contains(name)) {
        double largest = output.amaxNumber().doubleValue();
        if (!FiniteNumbers.all(output)) {
          return Optional.of("the first layer whose outputs are not finite is " + name);
        }
        if (largest > HUGE) {
          return Optional.of("the first layer with outputs above 10,000 is " + name);
        }
      }
    }
    return Optional.empty();
  }
}
