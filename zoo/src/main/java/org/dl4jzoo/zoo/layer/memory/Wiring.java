package org.dl4jzoo.zoo.layer.memory;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;

/**
 * Which vertex of a graph reads which. Vertices themselves know only the numbers of their
 * neighbours. Deeplearning4j's own layers and frozen layers take no part in handing over.
 */
public record Wiring(ComputationGraph network) implements Operations<GraphVertex> {

  /** The vertex at the other end of a connection. */
  public GraphVertex vertex(VertexIndices end) {
    return vertex(end.getVertexIndex());
  }

  /** By its name: in the array of a network that is timed, each vertex is wrapped. */
  private GraphVertex vertex(int index) {
    return network.getVertex(network.getVertices()[index].getVertexName());
  }

  @Override
  public List<GraphVertex> inOrder() {
    return Arrays.stream(network.topologicalSortOrder()).mapToObj(this::vertex).toList();
  }

  @Override
  public List<GraphVertex> inputs(GraphVertex vertex) {
    return Arrays.stream(vertex.getInputVertices())
        .map(this::vertex)
        .filter(input -> !input.isInputVertex())
        .toList();
  }

  @Override
  public List<GraphVertex> readers(GraphVertex vertex) {
    VertexIndices[] ends = vertex.getOutputVertices();
    return ends == null ? List.of() : Arrays.stream(ends).map(this::vertex).toList();
  }

  @Override
  public BackwardPass backwardPass(GraphVertex vertex) {
    return connected(vertex).backwardPass();
  }

  @Override
  public boolean takesPart(GraphVertex vertex) {
    return operation(vertex) instanceof Connected;
  }

  @Override
  public boolean handsOver(GraphVertex vertex) {
    List<String> results = network.getConfiguration().getNetworkOutputs();
    return takesPart(vertex)
        && !vertex.isOutputVertex()
        && !results.contains(vertex.getVertexName())
        && readers(vertex).stream().allMatch(this::takesPart);
  }

  Connected connected(GraphVertex vertex) {
    return (Connected) operation(vertex);
  }

  /** What computes a vertex: itself, or its layer, which may be frozen and wrapped. */
  public static Object operation(GraphVertex vertex) {
    return vertex.hasLayer() ? vertex.getLayer() : vertex;
  }
}
