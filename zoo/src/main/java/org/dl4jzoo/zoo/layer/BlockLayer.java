package org.dl4jzoo.zoo.layer;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.BatchNorm;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Kernels;
import org.dl4jzoo.zoo.layer.kernel.RunningNorm;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the layers of blocks share: their kernels, and the running statistics. */
abstract class BlockLayer<C extends Block> extends BaseLayer<C> {

  private final transient Kernels kernels;
  private transient INDArray batchMean;
  private transient INDArray batchVariance;

  BlockLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    this.kernels = Engine.kernels(type);
  }

  final Kernels kernels() {
    return kernels;
  }

  final INDArray denseInput(LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    input = FeatureMaps.dense(input, workspaces, ArrayType.INPUT);
    return input;
  }

  final INDArray activations(FeatureMap shape, LayerWorkspaceMgr workspaces) {
    return workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape.shape(), 'c');
  }

  final void normalize(BatchNorm norm, INDArray x, INDArray y) {
    if (batchMean == null) {
      long channels = params.get(Block.GAMMA).length();
      batchMean = detachedVector(channels);
      batchVariance = detachedVector(channels);
    }
    norm.forward(x, params.get(Block.GAMMA), params.get(Block.BETA), batchMean, batchVariance, y);
  }

  private INDArray detachedVector(long length) {
    try (org.nd4j.linalg.api.memory.MemoryWorkspace none =
        Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.create(dataType, length);
    }
  }

  final void normalizeBackward(BatchNorm norm, INDArray x, INDArray y, INDArray dy, INDArray dx) {
    norm.backward(
        x,
        y,
        dy,
        params.get(Block.GAMMA),
        batchMean,
        batchVariance,
        gradientViews.get(Block.GAMMA),
        gradientViews.get(Block.BETA),
        dx);
    follow(Block.MEAN, batchMean);
    follow(Block.VARIANCE, batchVariance);
  }

  /** Running statistics have no updater: what is subtracted from them is this "gradient". */
  private void follow(String statistic, INDArray ofBatch) {
    INDArray step = gradientViews.get(statistic);
    params.get(statistic).sub(ofBatch, step);
    step.muli(1 - layerConf().decay());
  }

  final RunningNorm runningNorm() {
    return new RunningNorm(
        params.get(Block.GAMMA),
        params.get(Block.BETA),
        params.get(Block.MEAN),
        params.get(Block.VARIANCE),
        layerConf().eps());
  }

  final Gradient gradients() {
    Gradient gradients = new DefaultGradient();
    for (Map.Entry<String, INDArray> entry : gradientViews.entrySet()) {
      gradients.setGradientFor(entry.getKey(), entry.getValue());
    }
    return gradients;
  }

  @Override
  public boolean updaterDivideByMinibatch(String name) {
    return !Block.isStatistic(name);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
