package org.dl4jzoo.zoo.layer;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.BatchNorm;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Kernels;
import org.dl4jzoo.zoo.layer.kernel.Layout;
import org.dl4jzoo.zoo.layer.kernel.RunningNorm;
import org.dl4jzoo.zoo.layer.memory.Connections;
import org.dl4jzoo.zoo.layer.memory.Recomputable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the layers of blocks share: their kernels, their arrays, and the running statistics. */
abstract class BlockLayer<C extends Block> extends BaseLayer<C>
    implements Recomputable, KernelUser {

  private final transient LayerKernels kernels;
  private final transient Connections connections;
  private final transient ShapeCache<FeatureMap, BatchNorm> again;
  private transient INDArray batchMean;
  private transient INDArray batchVariance;

  BlockLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    this.kernels = new LayerKernels(type);
    this.again = kernels.cache();
    this.connections = new Connections(type);
  }

  final Kernels kernels() {
    return kernels.get();
  }

  @Override
  public final LayerKernels layerKernels() {
    return kernels;
  }

  @Override
  public final Connections connections() {
    return connections;
  }

  /** Whether training normalises by the statistics of the batch. */
  final boolean normalizesByBatch() {
    return layerConf().normalized() && !layerConf().statisticsFixed();
  }

  /** What the layer itself ends with while it is trained. */
  Activation activationInTraining() {
    return layerConf().activation();
  }

  /** Whether the gradient of norm and activation is computed from the output. */
  final boolean readsOutput() {
    return switch (activationInTraining()) {
      case IDENTITY -> false;
      case RELU -> !(normalizesByBatch() && kernels().remembersPlaces());
      case RELU6 -> true;
    };
  }

  final INDArray denseInput(LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    input = FeatureMaps.dense(input, workspaces, ArrayType.INPUT);
    return input;
  }

  /** The same for what reads a part of a map, in blocks, where it lies. */
  final INDArray inputOrPart(LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    boolean readable = FeatureMap.liesInBlocks(input) && Layout.hasDenseImages(input);
    return readable ? input : denseInput(workspaces);
  }

  final INDArray activations(FeatureMap shape, LayerWorkspaceMgr workspaces) {
    return workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape.shape(), 'c');
  }

  /** The output of inference as users may see it. */
  final INDArray shown(INDArray output, LayerWorkspaceMgr workspaces) {
    return FeatureMaps.shown(output, layerConf().getNOut(), kernels(), workspaces);
  }

  /** The input, for the backward pass. */
  final INDArray inputAgain() {
    return connections.inputAgain(0, input);
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

  /** The same once more, from the statistics that were kept. */
  final void normalizeAgain(FeatureMap shape, INDArray x, INDArray y) {
    again
        .get(
            shape,
            map -> kernels().batchNorm(map, layerConf().eps(), activationInTraining(), false))
        .infer(x, norm(batchMean, batchVariance), y);
  }

  final void normalizeBackward(
      BatchNorm norm, INDArray x, INDArray output, INDArray dy, INDArray dx) {
    norm.backward(
        x,
        readsOutput() ? connections.outputAgain(output) : null,
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
    return norm(params.get(Block.MEAN), params.get(Block.VARIANCE));
  }

  private RunningNorm norm(INDArray mean, INDArray variance) {
    return new RunningNorm(
        params.get(Block.GAMMA), params.get(Block.BETA), mean, variance, layerConf().eps());
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
