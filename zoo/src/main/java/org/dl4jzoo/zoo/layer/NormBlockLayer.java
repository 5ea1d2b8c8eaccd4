package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.BatchNorm;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link NormBlock}; training keeps its input and output. */
final class NormBlockLayer extends BlockLayer<NormBlock> {

  private final transient ShapeCache<FeatureMap, BatchNorm> training = new ShapeCache<>();
  private final transient ShapeCache<FeatureMap, BatchNorm> inference = new ShapeCache<>();
  private transient BatchNorm last;
  private transient INDArray output;

  NormBlockLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  public INDArray activate(boolean train, LayerWorkspaceMgr workspaces) {
    INDArray x = denseInput(workspaces);
    FeatureMap shape = FeatureMap.of(x, layerConf().getNIn());
    BatchNorm norm = (train ? training : inference).get(shape, key -> kernel(key, train));
    return train ? train(norm, x, shape, workspaces) : infer(norm, x, shape, workspaces);
  }

  private INDArray infer(
      BatchNorm norm, INDArray x, FeatureMap shape, LayerWorkspaceMgr workspaces) {
    INDArray y = activations(shape, workspaces);
    norm.infer(x, runningNorm(), y);
    return y;
  }

  private INDArray train(
      BatchNorm norm, INDArray x, FeatureMap shape, LayerWorkspaceMgr workspaces) {
    last = norm;
    output = output(shape, workspaces);
    normalize(norm, x, output);
    inputRead();
    return output;
  }

  @Override
  public void recompute(INDArray y) {
    INDArray x = inputAgain();
    normalizeAgain(FeatureMap.of(x, layerConf().getNIn()), x, y);
  }

  private BatchNorm kernel(FeatureMap shape, boolean train) {
    return kernels().batchNorm(shape, layerConf().eps(), layerConf().activation(), train);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    INDArray dy = FeatureMaps.dense(epsilon, workspaces, ArrayType.BP_WORKING_MEM);
    INDArray dx =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
    normalizeBackward(last, inputAgain(), output, dy, dx);
    output = null;
    return new Pair<>(gradients(), dx);
  }
}
