package org.dl4jzoo.zoo.layer.memory;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.dl4jzoo.zoo.layer.kernel.Activation;

/** Makes the layers of a graph hand over, recompute and activate as planned. */
final class HandoverPlan {

  private final Wiring wiring;
  private final KeepPlan<GraphVertex> plan;

  HandoverPlan(ComputationGraph network, MemoryUse memory) {
    this.wiring = new Wiring(network);
    this.plan = new KeepPlan<>(wiring, memory);
  }

  void install(Arena arena) {
    for (GraphVertex vertex : wiring.inOrder()) {
      if (plan.givesActivation(vertex)) {
        moveActivation(vertex, wiring.readers(vertex).get(0));
      }
      if (wiring.handsOver(vertex)) {
        connect(vertex, arena);
      }
    }
  }

  private void moveActivation(GraphVertex from, GraphVertex to) {
    Activation activation = ((ActivationGiver) wiring.connected(from)).giveActivation();
    ((ActivationTaker) wiring.connected(to)).takeActivation(activation);
  }

  private void connect(GraphVertex vertex, Arena arena) {
    Connected producer = wiring.connected(vertex);
    VertexIndices[] ends = vertex.getOutputVertices();
    Handover output = new Handover(producer, ends.length, plan.isKept(vertex), arena);
    producer.connections().outputTo(output);
    for (VertexIndices end : ends) {
      Connections reader = wiring.connected(wiring.vertex(end)).connections();
      reader.inputFrom(end.getVertexEdgeNumber(), output);
    }
  }
}
