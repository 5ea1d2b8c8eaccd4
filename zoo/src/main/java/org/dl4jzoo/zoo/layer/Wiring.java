package org.dl4jzoo.zoo.layer;

import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;

/**
 * Who reads whose output in a network, whose vertices only know the numbers of their neighbours.
 */
record Wiring(ComputationGraph network) {

  GraphVertex vertex(VertexIndices end) {
    return network.getVertices()[end.getVertexIndex()];
  }

  /** All vertices, each after those it reads. */
  Stream<GraphVertex> inOrder() {
    return Arrays.stream(network.topologicalSortOrder()).mapToObj(i -> network.getVertices()[i]);
  }

  Stream<GraphVertex> inputs(GraphVertex vertex) {
    return Arrays.stream(vertex.getInputVertices()).map(this::vertex);
  }

  Stream<GraphVertex> readers(GraphVertex vertex) {
    return Arrays.stream(vertex.getOutputVertices()).map(this::vertex);
  }

  /** What computes a vertex: itself, or its layer, which may be frozen and wrapped. */
  static Object operation(GraphVertex vertex) {
    return vertex.hasLayer() ? vertex.getLayer() : vertex;
  }
}
