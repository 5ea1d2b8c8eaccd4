package org.dl4jzoo.zoo.layer;

import java.util.IdentityHashMap;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.dl4jzoo.zoo.layer.memory.EarlyArray;
import org.dl4jzoo.zoo.layer.memory.Wiring;

/**
 * Which joins of a network are done by the convolutions before them in inference. Deeplearning4j
 * always runs vertices in one order, so that this, and how long an array is needed, is known
 * beforehand.
 */
final class InferencePlan {

  private final Wiring wiring;

  /** The turn of each vertex. */
  private final IdentityHashMap<GraphVertex, Integer> steps = new IdentityHashMap<>();

  private final EarlyArray.Pool arrays = new EarlyArray.Pool();

  private InferencePlan(ComputationGraph network) {
    this.wiring = new Wiring(network);
    wiring.inOrder().forEach(vertex -> steps.put(vertex, steps.size()));
  }

  /** Plans the joins of a network, the last first: one of them may take in others before it. */
  static void make(ComputationGraph network) {
    InferencePlan plan = new InferencePlan(network);
    List<GraphVertex> vertices = plan.wiring.inOrder();
    for (int step = vertices.size() - 1; step >= 0; step--) {
      if (vertices.get(step) instanceof JoinRuntime join) {
        join.plan(plan);
      }
    }
  }

  /** When a vertex has its turn. */
  int step(GraphVertex vertex) {
    return steps.get(vertex);
  }

  /** When an output is read for the last time. */
  int lastReading(GraphVertex vertex) {
    return wiring.readers(vertex).stream().mapToInt(this::step).max().orElseThrow();
  }

  GraphVertex input(GraphVertex vertex, int index) {
    return wiring.vertex(vertex.getInputVertices()[index]);
  }

  /** An array that is written from one step on and last read at another. */
  EarlyArray array(int from, int to) {
    return arrays.array(from, to);
  }

  /** Whether all that read an output are known to be done with it after their turn. */
  boolean isReadInTurn(GraphVertex vertex) {
    return !vertex.isOutputVertex() && wiring.readers(vertex).stream().allMatch(wiring::takesPart);
  }

  /** The convolution that computes a vertex which only one other reads; null if it is none. */
  static ConvBlockLayer convolutionForOne(GraphVertex vertex) {
    return !vertex.isOutputVertex()
            && vertex.getNumOutputConnections() == 1
            && Wiring.operation(vertex) instanceof ConvBlockLayer convolution
        ? convolution
        : null;
  }
}
