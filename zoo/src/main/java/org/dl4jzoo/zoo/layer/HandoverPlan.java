package org.dl4jzoo.zoo.layer;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.dl4jzoo.zoo.layer.Connected.Recomputing;

/**
 * Which outputs of a network are handed over, and which of them training keeps for the backward
 * pass: those that it looks at and that are not computed again.
 */
final class HandoverPlan {

  private final GraphVertex[] vertices;
  private final List<String> results;
  private final Set<GraphVertex> recomputed = new HashSet<>();

  /**
   * Plans it.
   *
   * @param recomputesAll whether all that can be is computed again, and not only what is copied
   *     from arrays that are kept anyway
   */
  HandoverPlan(ComputationGraph network, boolean recomputesAll) {
    this.vertices = network.getVertices();
    this.results = network.getConfiguration().getNetworkOutputs();
    // From the inputs on: whether a join is worth it depends on the joins among its parts.
    for (int index : network.topologicalSortOrder()) {
      GraphVertex vertex = vertices[index];
      if (isHandedOver(vertex) && (recomputesAll ? canRecompute(vertex) : isCheapCopy(vertex))) {
        recomputed.add(vertex);
      }
    }
  }

  /** Connects the vertices. */
  void connect(Arena arena) {
    for (GraphVertex vertex : vertices) {
      if (isHandedOver(vertex)) {
        Connected producer = (Connected) operation(vertex);
        VertexIndices[] ends = vertex.getOutputVertices();
        Handover output = new Handover(producer, ends.length, isKept(vertex), arena);
        producer.connections().outputTo(output);
        for (VertexIndices end : ends) {
          Connected reader = (Connected) operation(vertices[end.getVertexIndex()]);
          reader.connections().inputFrom(end.getVertexEdgeNumber(), output);
        }
      }
    }
  }

  /** Whether both sides take part; Deeplearning4j's own layers don't, nor frozen ones. */
  private boolean isHandedOver(GraphVertex vertex) {
    return operation(vertex) instanceof Connected
        && !vertex.isOutputVertex()
        && !results.contains(vertex.getVertexName())
        && readers(vertex).allMatch(reader -> operation(reader) instanceof Connected);
  }

  private static boolean canRecompute(GraphVertex vertex) {
    return ((Connected) operation(vertex)).recomputing() != Recomputing.IMPOSSIBLE;
  }

  /** A copy is worth it where it takes the place of parts that are kept, not only of the whole. */
  private boolean isCheapCopy(GraphVertex vertex) {
    return ((Connected) operation(vertex)).recomputing() == Recomputing.BY_COPYING
        && isLookedAt(vertex)
        && Arrays.stream(vertex.getInputVertices())
            .map(input -> vertices[input.getVertexIndex()])
            .anyMatch(part -> recomputed.contains(part) || !isHandedOver(part) || isLookedAt(part));
  }

  private boolean isKept(GraphVertex vertex) {
    boolean isSource = readers(vertex).anyMatch(recomputed::contains);
    return (isLookedAt(vertex) || isSource) && !recomputed.contains(vertex);
  }

  /** Whether a backward pass looks at the values of an output. */
  private boolean isLookedAt(GraphVertex vertex) {
    return ((Connected) operation(vertex)).needsOutput()
        || readers(vertex).anyMatch(reader -> ((Connected) operation(reader)).needsInputs());
  }

  private Stream<GraphVertex> readers(GraphVertex vertex) {
    return Arrays.stream(vertex.getOutputVertices()).map(end -> vertices[end.getVertexIndex()]);
  }

  /** What computes a vertex; a frozen layer is wrapped. */
  private static Object operation(GraphVertex vertex) {
    return vertex.hasLayer() ? vertex.getLayer() : vertex;
  }
}
