package org.dl4jzoo.zoo.layer;

import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;

/**
 * Which joins of a network are done by the convolutions before them in inference. Deeplearning4j
 * always runs vertices in one order, so that this, and how long an array is needed, is known
 * beforehand.
 */
final class InferencePlan {

  private final GraphVertex[] vertices;

  /** The vertices in the order of their turns, and the turn of each. */
  private final int[] order;

  private final int[] steps;
  private final EarlyArray.Pool arrays = new EarlyArray.Pool();

  private InferencePlan(ComputationGraph network) {
    this.vertices = network.getVertices();
    this.order = network.topologicalSortOrder();
    this.steps = new int[order.length];
    for (int step = 0; step < order.length; step++) {
      steps[order[step]] = step;
    }
  }

  /** Plans the joins of a network, the last first: one of them may take in others before it. */
  static void make(ComputationGraph network) {
    InferencePlan plan = new InferencePlan(network);
    for (int step = plan.order.length - 1; step >= 0; step--) {
      if (plan.vertices[plan.order[step]] instanceof JoinRuntime join) {
        join.plan(plan);
      }
    }
  }

  /** When a vertex has its turn. */
  int step(GraphVertex vertex) {
    return steps[vertex.getVertexIndex()];
  }

  /** When an output is read for the last time. */
  int lastReading(GraphVertex vertex) {
    return readers(vertex).mapToInt(this::step).max().orElseThrow();
  }

  private Stream<GraphVertex> readers(GraphVertex vertex) {
    return Arrays.stream(vertex.getOutputVertices()).map(end -> vertices[end.getVertexIndex()]);
  }

  GraphVertex input(GraphVertex vertex, int index) {
    VertexIndices input = vertex.getInputVertices()[index];
    return vertices[input.getVertexIndex()];
  }

  /** An array that is written from one step on and last read at another. */
  EarlyArray array(int from, int to) {
    return arrays.array(from, to);
  }

  /** Whether all that read an output are known to be done with it after their turn. */
  boolean isReadInTurn(GraphVertex vertex) {
    return !vertex.isOutputVertex() && readers(vertex).allMatch(InferencePlan::readsInTurn);
  }

  private static boolean readsInTurn(GraphVertex reader) {
    return reader instanceof JoinRuntime
        || (reader.hasLayer()
            && (reader.getLayer() instanceof BlockLayer || reader.getLayer() instanceof PoolLayer));
  }

  /** The convolution that computes a vertex which only one other reads; null if it is none. */
  static ConvBlockLayer convolutionForOne(GraphVertex vertex) {
    return !vertex.isOutputVertex()
            && vertex.getNumOutputConnections() == 1
            && vertex.hasLayer()
            && vertex.getLayer() instanceof ConvBlockLayer convolution
        ? convolution
        : null;
  }
}
