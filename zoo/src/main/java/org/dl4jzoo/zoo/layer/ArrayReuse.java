package org.dl4jzoo.zoo.layer;

import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;

/**
 * Writes gradients over activations whose values nothing needs any more: training takes less memory
 * and its results are the same.
 */
final class ArrayReuse {

  /** What reads an input and can put its gradient in the same place. */
  interface InputOverwriter {

    /** Makes the backward pass end by writing the input's gradient over the input. */
    void overwriteInput();
  }

  /** What can put a gradient in the place of its output. */
  interface OutputOverwriter {

    /** Makes the backward pass write over the output. */
    void overwriteOutput();
  }

  private ArrayReuse() {}

  /** Makes a network do so wherever it can. */
  static void install(ComputationGraph network) {
    for (GraphVertex vertex : network.getVertices()) {
      Object operation = operation(vertex);
      if (operation instanceof OutputOverwriter source && isReadByMapsAlone(vertex, network)) {
        source.overwriteOutput();
      }
      VertexIndices[] inputs = vertex.getInputVertices();
      for (int i = 0; inputs != null && i < inputs.length; i++) {
        if (isForgotten(network.getVertices()[inputs[i].getVertexIndex()])) {
          overwriteInput(operation, i);
        }
      }
    }
  }

  private static void overwriteInput(Object operation, int index) {
    if (operation instanceof InputOverwriter reader) {
      reader.overwriteInput();
    } else if (operation instanceof AddRuntime sum) {
      sum.overwriteTerm(index);
    }
  }

  private static Object operation(GraphVertex vertex) {
    return vertex.hasLayer() ? vertex.getLayer() : vertex;
  }

  /**
   * Whether all that read an output are done with it before its own backward pass. An output layer
   * is not: Deeplearning4j computes the loss last.
   */
  private static boolean isReadByMapsAlone(GraphVertex vertex, ComputationGraph network) {
    return !vertex.isOutputVertex()
        && Arrays.stream(vertex.getOutputVertices())
            .map(end -> network.getVertices()[end.getVertexIndex()])
            .allMatch(reader -> endsReading(reader, network));
  }

  private static boolean endsReading(GraphVertex reader, ComputationGraph network) {
    Object operation = operation(reader);
    return operation instanceof BlockLayer
        || operation instanceof PoolLayer
        || operation instanceof ConcatRuntime
        // A sum may lie in the array of one of its terms.
        || (operation instanceof AddRuntime && isReadByMapsAlone(reader, network));
  }

  /** Whether one vertex alone reads the output, and what made it never looks at it again. */
  private static boolean isForgotten(GraphVertex source) {
    return !source.isOutputVertex()
        && source.getNumOutputConnections() == 1
        && operation(source) instanceof BlockLayer<?> block
        && block.forgetsOutput();
  }
}
