package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.memory.Connections;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a layer without parameters; answers what Deeplearning4j asks of every layer. */
abstract class StatelessRuntime<C extends Layer> extends AbstractLayer<C> implements KernelUser {

  private final transient LayerKernels kernels;
  private final transient Connections connections;

  StatelessRuntime(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    this.kernels = new LayerKernels(type);
    this.connections = new Connections(type);
  }

  @Override
  public final LayerKernels layerKernels() {
    return kernels;
  }

  /** For the subclasses that are {@link Connected}. */
  public final Connections connections() {
    return connections;
  }

  final INDArray denseInput(LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    input = FeatureMaps.dense(input, workspaces, ArrayType.INPUT);
    return input;
  }

  final INDArray inputGradient(LayerWorkspaceMgr workspaces) {
    return workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void clearNoiseWeightParams() {
    // There are no weights to add noise to.
  }

  @Override
  public Gradient gradient() {
    return null;
  }

  @Override
  public double score() {
    return 0;
  }

  @Override
  public void fit() {
    throw new UnsupportedOperationException("a layer without parameters can't be fitted");
  }
}
