package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.dl4jzoo.zoo.layer.kernel.Activation;

/**
 * Moves activations of training behind the max pooling that follows. None of them ever falls, so
 * that the maximum of what they give is what they give for the maximum, and the gradient takes the
 * same way. Then no backward pass looks at what the convolution gave, which in VGG is a third of
 * all that is kept.
 */
final class LateActivation {

  private LateActivation() {}

  /** Does so wherever a pooling is all that reads a convolution. */
  static void install(ComputationGraph network) {
    GraphVertex[] vertices = network.getVertices();
    for (GraphVertex vertex : vertices) {
      if (vertex.getNumOutputConnections() == 1
          && vertex.getLayer() instanceof ConvBlockLayer convolution
          && convolution.needsOutput()) {
        GraphVertex reader = vertices[vertex.getOutputVertices()[0].getVertexIndex()];
        if (reader.getLayer() instanceof PoolLayer pooling && pooling.canActivate()) {
          Activation activation = convolution.leaveActivation();
          pooling.activate(activation);
        }
      }
    }
  }
}
