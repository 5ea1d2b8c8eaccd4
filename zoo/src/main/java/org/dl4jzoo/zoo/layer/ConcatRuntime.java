package org.dl4jzoo.zoo.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
final class ConcatRuntime extends JoinRuntime implements RecomputedOutput.Producer {

  private final ShapeCache<FeatureMap, Channels> kernels = new ShapeCache<>();
  private final ShapeCache<FeatureMap, Channels> again = new ShapeCache<>();
  private RecomputedOutput recomputed;

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
    return kernels.get(joined, map -> kernels().channels(map, channels(inputs)));
  }

  private static long[] channels(INDArray[] parts) {
    return Arrays.stream(parts).mapToLong(part -> map(part).channels()).toArray();
  }

  @Override
  public boolean canRecompute() {
    return true;
  }

  @Override
  public void outputTo(RecomputedOutput output) {
    recomputed = output;
  }

  @Override
  public void recompute(INDArray y) {
    INDArray[] parts = partsAgain().toArray(INDArray[]::new);
    again.get(joined(), map -> kernels().channels(map, channels(parts))).join(parts, y);
  }

  /** The inputs; of one that is a join itself its parts, or a chain would copy each many times. */
  private List<INDArray> partsAgain() {
    List<INDArray> parts = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      RecomputedOutput source = source(i);
      if (source != null && source.producer() instanceof ConcatRuntime join) {
        parts.addAll(join.partsAgain());
      } else {
        parts.add(source == null ? inputs[i] : source.again(inputs[i]));
      }
    }
    return parts;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray[] parts = denseInputs(workspaces);
    FeatureMap joined = joined();
    INDArray y =
        training && recomputed != null
            ? recomputed.create(dataType, joined.shape(), workspaces)
            : create(ArrayType.ACTIVATIONS, joined.shape(), workspaces);
    kernel(joined).join(parts, y);
    if (training) {
      inputsRead();
      return y;
    }
    return FeatureMaps.shown(y, joined.channels(), kernels(), workspaces);
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
    if (recomputed != null) {
      recomputed.release();
    }
    return new Pair<>(null, gradients);
  }
}
