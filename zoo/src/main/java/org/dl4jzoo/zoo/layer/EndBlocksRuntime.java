package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.ChannelBlocks;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs an {@link EndBlocks}. */
final class EndBlocksRuntime extends StatelessRuntime<EndBlocks> {

  private final transient ShapeCache<FeatureMap, ChannelBlocks> kernels = layerKernels().cache();

  EndBlocksRuntime(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  private FeatureMap plain() {
    return new FeatureMap(
        input.size(0), input.size(2), input.size(3), layerConf().outputChannels());
  }

  @Override
  public INDArray activate(boolean train, LayerWorkspaceMgr workspaces) {
    INDArray x = denseInput(workspaces);
    if (!FeatureMap.liesInBlocks(x)) {
      return workspaces.leverageTo(ArrayType.ACTIVATIONS, x);
    }
    long[] shape = plain().shape();
    INDArray y = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
    kernels.get(plain(), kernels()::channelBlocks).toPlain(x, y);
    return y;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    if (!FeatureMap.liesInBlocks(input)) {
      return new Pair<>(
          new DefaultGradient(), workspaces.dup(ArrayType.ACTIVATION_GRAD, epsilon, 'c'));
    }
    INDArray dy = FeatureMaps.dense(epsilon, workspaces, ArrayType.BP_WORKING_MEM);
    INDArray dx = inputGradient(workspaces);
    kernels.get(plain(), kernels()::channelBlocks).toBlocks(dy, dx);
    return new Pair<>(new DefaultGradient(), dx);
  }
}
