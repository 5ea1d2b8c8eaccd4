package org.dl4jzoo.zoo.layer;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;

/** How much memory a training takes; its results are the same. */
public enum MemoryUse {
  /** Keeps all that the backward pass needs, and writes over it when it was needed. */
  NORMAL,
  /**
   * Keeps what convolutions give, and computes batch norm, activation and concatenation again in
   * the backward pass.
   */
  LOW;

  /** Makes a network train so; nothing of it is saved with the network. */
  public void install(ComputationGraph network) {
    if (this == NORMAL) {
      ArrayReuse.install(network);
      return;
    }
    SpareArrays spares = new SpareArrays(network.params().dataType());
    List<String> outputs = network.getConfiguration().getNetworkOutputs();
    for (GraphVertex vertex : network.getVertices()) {
      if (operation(vertex) instanceof RecomputedOutput.Producer producer
          && producer.canRecompute()
          && !outputs.contains(vertex.getVertexName())) {
        giveUp(producer, vertex.getOutputVertices(), network, spares);
      }
    }
  }

  private static void giveUp(
      RecomputedOutput.Producer producer,
      VertexIndices[] ends,
      ComputationGraph network,
      SpareArrays spares) {
    boolean allTakePart =
        Arrays.stream(ends)
            .allMatch(end -> operation(end, network) instanceof RecomputedOutput.Reader);
    if (allTakePart) {
      RecomputedOutput output = new RecomputedOutput(producer, ends.length, spares);
      producer.outputTo(output);
      for (VertexIndices end : ends) {
        RecomputedOutput.Reader reader = (RecomputedOutput.Reader) operation(end, network);
        reader.inputFrom(end.getVertexEdgeNumber(), output);
      }
    }
  }

  private static Object operation(VertexIndices end, ComputationGraph network) {
    return operation(network.getVertices()[end.getVertexIndex()]);
  }

  /** What computes a vertex; a frozen layer is wrapped, and takes no part. */
  private static Object operation(GraphVertex vertex) {
    return vertex.hasLayer() ? vertex.getLayer() : vertex;
  }
}
