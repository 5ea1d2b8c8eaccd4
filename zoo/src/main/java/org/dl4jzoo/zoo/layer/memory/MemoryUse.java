package org.dl4jzoo.zoo.layer.memory;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/** How much memory a training takes; its results are the same. */
public enum MemoryUse {
  /**
   * Keeps what the backward pass reads, until it has read it. A concatenation is copied together
   * again if its parts are kept anyway.
   */
  NORMAL,
  /**
   * Keeps what convolutions give, and computes batch norm, activation and concatenation again in
   * the backward pass.
   */
  LOW;

  /** As Deeplearning4j's own configuration, but without its reserve of a twentieth. */
  private static final WorkspaceConfiguration NO_MORE_THAN_NEEDED =
      WorkspaceConfiguration.builder()
          .initialSize(0)
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .policyReset(ResetPolicy.BLOCK_LEFT)
          .policySpill(SpillPolicy.REALLOCATE)
          .policyAllocation(AllocationPolicy.STRICT)
          .build();

  /**
   * Makes a network train with this memory use; the choice isn't saved with the network.
   *
   * @return the memory in which the maps of a step lie
   */
  public Arena install(ComputationGraph network) {
    Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread(NO_MORE_THAN_NEEDED, Workspaces.KEPT);
    Arena arena = new Arena(network.params().dataType());
    new HandoverPlan(network, this).install(arena);
    return arena;
  }
}
