package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Kernels;
import org.dl4jzoo.zoo.layer.memory.Connected;
import org.dl4jzoo.zoo.layer.memory.Connections;
import org.dl4jzoo.zoo.layer.memory.Wiring;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a vertex that makes one map of several. */
abstract class JoinRuntime extends VertexRuntime implements Connected, KernelUser {

  private final transient LayerKernels kernels;

  private final transient Connections connections;

  /** The kernels for which the inference is planned; null before it is. */
  private transient Kernels planned;

  JoinRuntime(ComputationGraph graph, String name, int index, DataType type) {
    super(graph, name, index, type);
    this.kernels = new LayerKernels(type);
    this.connections = new Connections(type);
  }

  /**
   * Tells the convolutions before it to ask it where to write. Deeplearning4j calls this when all
   * vertices exist.
   */
  @Override
  public void setInputVertices(VertexIndices[] newInputs) {
    super.setInputVertices(newInputs);
    for (int i = 0; i < newInputs.length; i++) {
      if (Wiring.operation(input(i)) instanceof ConvBlockRuntime convolution) {
        convolution.writeFor(this, i);
      }
    }
  }

  private GraphVertex input(int index) {
    return new Wiring(graph).vertex(inputVertices[index]);
  }

  /**
   * Where the convolution of an input writes its output in inference; null for an array of its own.
   * The convolution asks only if nobody else sees its output.
   */
  final OutputTarget target(int index, FeatureMap input) {
    if (planned != kernels()) {
      InferencePlan.make(graph);
    }
    return planned(index, input);
  }

  /**
   * Decides, once for the kernels of a network, which of its work the convolutions before it do.
   */
  void plan(InferencePlan plan) {
    planned = kernels();
  }

  /** The target as planned, or null. */
  abstract OutputTarget planned(int index, FeatureMap input);

  /** The channels of the output, or 0 if they are not known. */
  abstract long channels();

  /** The channels of that input, or 0 if they are not known; blocks don't tell. */
  final long channels(int index) {
    GraphVertex input = input(index);
    if (input instanceof JoinRuntime join) {
      return join.channels();
    }
    return input.hasLayer() ? channels(input.getLayer().conf().getLayer()) : 0;
  }

  private static long channels(org.deeplearning4j.nn.conf.layers.Layer layer) {
    if (layer instanceof FrozenLayer frozen) {
      return channels(frozen.getLayer());
    }
    return layer instanceof OutputChannels known ? known.outputChannels() : 0;
  }

  @Override
  public final LayerKernels layerKernels() {
    return kernels;
  }

  @Override
  public final Connections connections() {
    return connections;
  }

  final INDArray[] denseInputs(LayerWorkspaceMgr workspaces) {
    for (int i = 0; i < inputs.length; i++) {
      denseInput(i, workspaces);
    }
    return inputs;
  }

  final INDArray denseInput(int index, LayerWorkspaceMgr workspaces) {
    inputs[index] = FeatureMaps.dense(inputs[index], workspaces, ArrayType.FF_WORKING_MEM);
    return inputs[index];
  }

  final INDArray denseEpsilon(LayerWorkspaceMgr workspaces) {
    return FeatureMaps.dense(epsilon, workspaces, ArrayType.BP_WORKING_MEM);
  }
}
