package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.Bins;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs an {@link AdaptivePool} as one matrix of means, [bins, pixels], times each example's pixels,
 * [pixels, C]: the bins overlap, which no pooling primitive knows.
 */
final class AdaptivePoolRuntime extends StatelessRuntime<AdaptivePool> {

  private final transient ShapeCache<FeatureMap, INDArray> means = new ShapeCache<>();

  AdaptivePoolRuntime(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  public INDArray activate(boolean train, LayerWorkspaceMgr workspaces) {
    FeatureMap in = FeatureMap.of(denseInput(workspaces).shape());
    int size = layerConf().size();
    long[] shape = {in.batch(), size, size, in.channels()};
    INDArray y = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
    INDArray mean = mean(in);
    for (long i = 0; i < in.batch(); i++) {
      mean.mmuli(pixels(input, i), pixels(y, i));
    }
    return y;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    INDArray dy = FeatureMaps.dense(epsilon, workspaces, ArrayType.BP_WORKING_MEM);
    INDArray dx = inputGradient(workspaces);
    INDArray transposed = mean(FeatureMap.of(input.shape())).transpose();
    for (long i = 0; i < dy.size(0); i++) {
      transposed.mmuli(pixels(dy, i), pixels(dx, i));
    }
    return new Pair<>(new DefaultGradient(), dx);
  }

  private static INDArray pixels(INDArray nhwc, long example) {
    return nhwc.slice(example).reshape('c', nhwc.size(1) * nhwc.size(2), nhwc.size(3));
  }

  private INDArray mean(FeatureMap in) {
    return means.get(
        new FeatureMap(1, in.height(), in.width(), 1),
        map -> {
          try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return meansOfBins(layerConf().size(), map).castTo(dataType);
          }
        });
  }

  private static INDArray meansOfBins(int size, FeatureMap map) {
    Bins bins = new Bins((int) map.height(), (int) map.width(), size, size);
    return Nd4j.createFromArray(bins.means())
        .reshape('c', (long) size * size, map.height() * map.width());
  }
}
