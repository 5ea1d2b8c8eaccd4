package org.dl4jzoo.zoo.layer;

import java.util.Arrays;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.Channels;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link Concat}. */
final class ConcatRuntime extends JoinRuntime {

  private final ShapeCache<FeatureMap, Channels> kernels = new ShapeCache<>();

  ConcatRuntime(ComputationGraph graph, String name, int index, DataType type) {
    super(graph, name, index, type);
  }

  private FeatureMap joined() {
    FeatureMap first = map(inputs[0]);
    long channels = Arrays.stream(inputs).mapToLong(part -> map(part).channels()).sum();
    return new FeatureMap(first.batch(), first.height(), first.width(), channels, first.blocked());
  }

  /** Blocks are full here, so that their number tells how many channels there are. */
  private static FeatureMap map(INDArray array) {
    return FeatureMap.liesInBlocks(array)
        ? FeatureMap.of(array, array.size(1) * array.size(4))
        : FeatureMap.of(array.shape());
  }

  private Channels kernel(FeatureMap joined) {
    long[] parts = Arrays.stream(inputs).mapToLong(part -> map(part).channels()).toArray();
    return kernels.get(joined, map -> kernels().channels(map, parts));
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray[] parts = denseInputs(workspaces);
    FeatureMap joined = joined();
    INDArray y = create(ArrayType.ACTIVATIONS, joined.shape(), workspaces);
    kernel(joined).join(parts, y);
    return y;
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    INDArray dy = denseEpsilon(workspaces);
    Channels kernel = kernel(joined());
    INDArray[] gradients = new INDArray[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      gradients[i] = create(ArrayType.ACTIVATION_GRAD, inputs[i].shape(), workspaces);
      kernel.part(dy, i, gradients[i]);
    }
    return new Pair<>(null, gradients);
  }
}
