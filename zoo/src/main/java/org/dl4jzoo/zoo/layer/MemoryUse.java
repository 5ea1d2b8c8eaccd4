package org.dl4jzoo.zoo.layer;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/** How much memory a training takes; its results are the same. */
public enum MemoryUse {
  /** Keeps all that the backward pass needs, and writes over it when it was needed. */
  NORMAL,
  /**
   * Keeps what convolutions give, and computes batch norm, activation and concatenation again in
   * the backward pass.
   */
  LOW;

  /** As Deeplearning4j's, which would take a twentieth more for the activations than it needs. */
  private static final WorkspaceConfiguration NO_MORE_THAN_NEEDED =
      WorkspaceConfiguration.builder()
          .initialSize(0)
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .policyReset(ResetPolicy.BLOCK_LEFT)
          .policySpill(SpillPolicy.REALLOCATE)
          .policyAllocation(AllocationPolicy.STRICT)
          .build();

  /** Makes a network train so; nothing of it is saved with the network. */
  public void install(ComputationGraph network) {
    Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread(NO_MORE_THAN_NEEDED, FeatureMaps.KEPT);
    if (this == LOW) {
      giveUpOutputs(network);
    }
    ArrayReuse.install(network);
  }

  private static void giveUpOutputs(ComputationGraph network) {
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
