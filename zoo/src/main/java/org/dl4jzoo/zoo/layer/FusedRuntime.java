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
import org.dl4jzoo.zoo.layer.kernel.Layout;
import org.dl4jzoo.zoo.layer.kernel.RunningNorm;
import org.dl4jzoo.zoo.layer.memory.Connected;
import org.dl4jzoo.zoo.layer.memory.Connections;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What runtimes of a {@link FusedLayer} share: kernels, arrays, and the running statistics. */
abstract class FusedRuntime<C extends FusedLayer> extends BaseLayer<C>
    implements Connected, KernelUser {

  private final transient LayerKernels kernels;
  private final transient Connections connections;
  private final transient ShapeCache<FeatureMap, BatchNorm> again;
  private transient INDArray batchMean;
  private transient INDArray batchVariance;

  FusedRuntime(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    this.kernels = new LayerKernels(type);
    this.again = kernels.cache();
    this.connections = new Connections(type);
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

  /** The activation that the layer itself computes in training. */
  Activation activationInTraining() {
    return layerConf().activation();
  }

  /** Whether the gradient of norm and activation is computed from the output. */
  final boolean readsOutput() {
    return switch (activationInTraining()) {
      case IDENTITY -> false;
      case RELU -> !(normalizesByBatch() && kernels().keepsMarks());
      case RELU6 -> true;
    };
  }

  final INDArray denseInput(LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    input = FeatureMaps.dense(input, workspaces, ArrayType.INPUT);
    return input;
  }

  /** The same, but a map in blocks that is a part of another is read where it lies. */
  final INDArray inputOrPart(LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    boolean readable = FeatureMap.liesInBlocks(input) && Layout.hasDenseImages(input);
    return readable ? input : denseInput(workspaces);
  }

  final INDArray activations(FeatureMap shape, LayerWorkspaceMgr workspaces) {
    return workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape.shape(), 'c');
  }

  /** The output of inference, in blocks only if nobody but the next vertices sees it. */
  final INDArray shown(INDArray output, LayerWorkspaceMgr workspaces) {
    return FeatureMaps.shown(output, layerConf().getNOut(), kernels(), workspaces);
  }

  /** The input, for the backward pass. */
  final INDArray inputAgain() {
    return connections.inputAgain(0, input);
  }

  final void normalize(BatchNorm norm, INDArray x, INDArray y) {
    if (batchMean == null) {
      long channels = params.get(FusedLayer.GAMMA).length();
      batchMean = detachedVector(channels);
      batchVariance = detachedVector(channels);
    }
    norm.forward(
        x, params.get(FusedLayer.GAMMA), params.get(FusedLayer.BETA), batchMean, batchVariance, y);
  }

  private INDArray detachedVector(long length) {
    try (org.nd4j.linalg.api.memory.MemoryWorkspace none =
        Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.create(dataType, length);
    }
  }

  /** Normalises once more, by the statistics of the last forward pass. */
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
        params.get(FusedLayer.GAMMA),
        batchMean,
        batchVariance,
        gradientViews.get(FusedLayer.GAMMA),
        gradientViews.get(FusedLayer.BETA),
        dx);
    follow(FusedLayer.MEAN, batchMean);
    follow(FusedLayer.VARIANCE, batchVariance);
  }

  /**
   * Moves a running statistic towards that of the batch. It has no updater, so the "gradient" is
   * subtracted from it as it is.
   */
  private void follow(String statistic, INDArray ofBatch) {
    INDArray step = gradientViews.get(statistic);
    params.get(statistic).sub(ofBatch, step);
    step.muli(1 - layerConf().decay());
  }

  final RunningNorm runningNorm() {
    return norm(params.get(FusedLayer.MEAN), params.get(FusedLayer.VARIANCE));
  }

  private RunningNorm norm(INDArray mean, INDArray variance) {
    return new RunningNorm(
        params.get(FusedLayer.GAMMA),
        params.get(FusedLayer.BETA),
        mean,
        variance,
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
    return !FusedLayer.isStatistic(name);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
