package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Hands an array on, and keeps the gradient that comes back for it. For looking into a network; it
 * is never saved.
 */
public final class GradientTap extends GraphVertex {

  @Override
  public GraphVertex clone() {
    return new GradientTap();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GradientTap;
  }

  @Override
  public int hashCode() {
    return GradientTap.class.hashCode();
  }

  @Override
  public long numParams(boolean backprop) {
    return 0;
  }

  @Override
  public int minVertexInputs() {
    return 1;
  }

  @Override
  public int maxVertexInputs() {
    return 1;
  }

  @Override
  public InputType getOutputType(int index, InputType... types) {
    return types[0];
  }

  @Override
  public MemoryReport getMemoryReport(InputType... types) {
    throw new UnsupportedOperationException("a tap has no memory report");
  }

  @Override
  public TapRuntime instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    return new TapRuntime(graph, name, index, type);
  }

  /** Runs the tap. */
  public static final class TapRuntime extends VertexRuntime {

    private transient INDArray gradient;

    TapRuntime(ComputationGraph graph, String name, int index, DataType type) {
      super(graph, name, index, type);
    }

    /** What came back last, detached from any workspace. */
    public INDArray gradient() {
      return gradient;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
      return workspaces.dup(ArrayType.ACTIVATIONS, inputs[0]);
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
      try (MemoryWorkspace outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
        gradient = epsilon.dup('c');
      }
      INDArray handedOn = workspaces.dup(ArrayType.ACTIVATION_GRAD, epsilon);
      return new Pair<>(null, new INDArray[] {handedOn});
    }
  }
}
