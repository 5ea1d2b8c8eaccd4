package org.dl4jzoo.zoo.layer;

import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.Kernels;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A vertex without layer or parameters; answers what Deeplearning4j asks of every vertex. */
abstract class JoinRuntime extends BaseGraphVertex implements RecomputedOutput.Reader {

  private final transient Kernels kernels;

  /** Where inputs that are not kept come from, by their index. */
  private final transient Map<Integer, RecomputedOutput> sources = new TreeMap<>();

  JoinRuntime(ComputationGraph graph, String name, int index, DataType type) {
    super(graph, name, index, null, null, type);
    this.kernels = Engine.kernels(type);
  }

  final Kernels kernels() {
    return kernels;
  }

  @Override
  public final void inputFrom(int index, RecomputedOutput source) {
    sources.put(index, source);
  }

  /** Where that input comes from if it is not kept, else null. */
  final RecomputedOutput source(int index) {
    return sources.get(index);
  }

  /** Must end the forward pass of a training. */
  final void inputsRead() {
    sources.values().forEach(RecomputedOutput::read);
  }

  final INDArray[] denseInputs(LayerWorkspaceMgr workspaces) {
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = FeatureMaps.dense(inputs[i], workspaces, ArrayType.FF_WORKING_MEM);
    }
    return inputs;
  }

  final INDArray denseEpsilon(LayerWorkspaceMgr workspaces) {
    return FeatureMaps.dense(epsilon, workspaces, ArrayType.BP_WORKING_MEM);
  }

  final INDArray create(ArrayType kind, long[] shape, LayerWorkspaceMgr workspaces) {
    return workspaces.createUninitialized(kind, dataType, shape, 'c');
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public Layer getLayer() {
    return null;
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray gradients) {
    if (gradients != null) {
      throw new IllegalArgumentException("a vertex without parameters has no gradients");
    }
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] masks, MaskState state, int minibatch) {
    return null;
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "(" + getVertexName() + ")";
  }
}
