package org.dl4jzoo.zoo.layer;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.dl4jzoo.zoo.layer.Connected.Recomputing;

/**
 * Which outputs of a network are handed over, and which of them training keeps for the backward
 * pass: those that it looks at and that are not computed again.
 */
final class HandoverPlan {

  private final Wiring wiring;
  private final List<String> results;
  private final Set<GraphVertex> recomputed = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * Plans it.
   *
   * @param recomputesAll whether all that can be is computed again, and not only what is copied
   *     from arrays that are kept anyway
   */
  HandoverPlan(ComputationGraph network, boolean recomputesAll) {
    this.wiring = new Wiring(network);
    this.results = network.getConfiguration().getNetworkOutputs();
    // From the inputs on: whether a join is worth it depends on the joins among its parts.
    wiring
        .inOrder()
        .filter(this::isHandedOver)
        .filter(recomputesAll ? HandoverPlan::canRecompute : this::isCheapCopy)
        .forEachOrdered(recomputed::add);
  }

  /** Connects the vertices. */
  void connect(Arena arena) {
    wiring.inOrder().filter(this::isHandedOver).forEachOrdered(vertex -> connect(vertex, arena));
  }

  private void connect(GraphVertex vertex, Arena arena) {
    VertexIndices[] ends = vertex.getOutputVertices();
    Handover output = new Handover(connected(vertex), ends.length, isKept(vertex), arena);
    connected(vertex).connections().outputTo(output);
    for (VertexIndices end : ends) {
      connected(wiring.vertex(end)).connections().inputFrom(end.getVertexEdgeNumber(), output);
    }
  }

  /** Whether both sides take part; Deeplearning4j's own layers don't, nor frozen ones. */
  private boolean isHandedOver(GraphVertex vertex) {
    return isConnected(vertex)
        && !vertex.isOutputVertex()
        && !results.contains(vertex.getVertexName())
        && wiring.readers(vertex).allMatch(HandoverPlan::isConnected);
  }

  private static boolean isConnected(GraphVertex vertex) {
    return Wiring.operation(vertex) instanceof Connected;
  }

  private static Connected connected(GraphVertex vertex) {
    return (Connected) Wiring.operation(vertex);
  }

  private static boolean canRecompute(GraphVertex vertex) {
    return connected(vertex).recomputing() != Recomputing.IMPOSSIBLE;
  }

  /** A copy is worth it where it takes the place of parts that are kept, not only of the whole. */
  private boolean isCheapCopy(GraphVertex vertex) {
    return connected(vertex).recomputing() == Recomputing.BY_COPYING
        && isLookedAt(vertex)
        && wiring
            .inputs(vertex)
            .anyMatch(part -> recomputed.contains(part) || !isHandedOver(part) || isLookedAt(part));
  }

  private boolean isKept(GraphVertex vertex) {
    boolean isSource = wiring.readers(vertex).anyMatch(recomputed::contains);
    return (isLookedAt(vertex) || isSource) && !recomputed.contains(vertex);
  }

  /** Whether a backward pass looks at the values of an output. */
  private boolean isLookedAt(GraphVertex vertex) {
    return connected(vertex).needsOutput()
        || wiring.readers(vertex).anyMatch(reader -> connected(reader).needsInputs());
  }
}
