package org.dl4jzoo.zoo.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.Channels;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.memory.ActivationMove;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;
import org.dl4jzoo.zoo.layer.memory.Handover;
import org.dl4jzoo.zoo.layer.memory.Recomputable;
import org.dl4jzoo.zoo.layer.memory.Recomputing;
import org.dl4jzoo.zoo.layer.memory.Workspaces;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link Concat}. */
final class ConcatRuntime extends JoinRuntime implements Recomputable {

  private final ShapeCache<FeatureMap, Channels> kernels = layerKernels().cache();
  private final ShapeCache<FeatureMap, Channels> again = layerKernels().cache();

  /**
   * The output in inference, where convolutions write its parts before its turn; null if none do.
   */
  private EarlyJoin join;

  ConcatRuntime(ComputationGraph graph, String name, int index, DataType type) {
    super(graph, name, index, type);
  }

  private FeatureMap joined() {
    FeatureMap first = map(inputs[0]);
    long channels = Arrays.stream(inputs).mapToLong(part -> map(part).channels()).sum();
    return new FeatureMap(first.batch(), first.height(), first.width(), channels, first.block());
  }

  /** All blocks are full here, so the number of blocks tells the number of channels. */
  private static FeatureMap map(INDArray array) {
    return FeatureMap.liesInBlocks(array)
        ? FeatureMap.of(array, array.size(1) * array.size(4))
        : FeatureMap.of(array.shape());
  }

  /** Also plans the joins before it whose output is a part of its own. */
  @Override
  void plan(InferencePlan plan) {
    super.plan(plan);
    if (join == null && canBeEarly(plan)) {
      join = EarlyJoin.whole(this, plan);
    }
  }

  /** Whether convolutions before it may write the output before its turn. */
  boolean canBeEarly(InferencePlan plan) {
    return plan.isReadInTurn(this) && fillsBlocks();
  }

  private boolean fillsBlocks() {
    return IntStream.range(0, inputVertices.length)
        .allMatch(i -> channels(i) > 0 && FeatureMap.fillsBlocks(channels(i)));
  }

  boolean isEarly() {
    return join != null;
  }

  void setEarly(EarlyJoin newJoin) {
    join = newJoin;
  }

  @Override
  OutputTarget planned(int index, FeatureMap input) {
    boolean early = join != null && join.isWritten(index) && input.blocked();
    return early ? OutputTarget.part(join.part(index, input)) : null;
  }

  @Override
  long channels() {
    return IntStream.range(0, inputVertices.length).mapToLong(this::channels).sum();
  }

  private Channels kernel(FeatureMap joined) {
    return kernels.get(joined, map -> kernels().channels(map, channels(inputs)));
  }

  private static long[] channels(INDArray[] parts) {
    return Arrays.stream(parts).mapToLong(part -> map(part).channels()).toArray();
  }

  @Override
  public BackwardPass backwardPass() {
    return new BackwardPass(false, false, Recomputing.BY_COPYING, ActivationMove.NONE);
  }

  @Override
  public void recompute(INDArray y) {
    INDArray[] parts = partsAgain().toArray(INDArray[]::new);
    again.get(joined(), map -> kernels().channels(map, channels(parts))).join(parts, y);
  }

  /**
   * The inputs. An input that is a recomputed join itself is replaced by its parts: otherwise a
   * chain of joins would copy the first parts once for each join.
   */
  private List<INDArray> partsAgain() {
    List<INDArray> parts = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      Handover source = connections().source(i);
      if (source != null && !source.isKept() && source.producer() instanceof ConcatRuntime before) {
        parts.addAll(before.partsAgain());
      } else {
        parts.add(connections().inputAgain(i, inputs[i]));
      }
    }
    return parts;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    FeatureMap joined = joined();
    if (!training && join != null && joined.blocked() && Workspaces.passActivations(workspaces)) {
      return joinEarly(joined, workspaces);
    }
    INDArray[] parts = denseInputs(workspaces);
    INDArray y = connections().createOutput(training, joined.shape(), workspaces);
    kernel(joined).join(parts, y);
    if (training) {
      connections().inputsRead();
      return y;
    }
    return FeatureMaps.shown(y, joined.channels(), kernels(), workspaces);
  }

  /** Copies only the parts that no convolution has written into the output. */
  private INDArray joinEarly(FeatureMap joined, LayerWorkspaceMgr workspaces) {
    INDArray y = join.whole(joined);
    FeatureMap lying = FeatureMap.of(y, joined.channels());
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i] != join.part(i, joined)) {
        kernel(lying).put(denseInput(i, workspaces), i, y);
      }
    }
    return y;
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    connections().beginBackward();
    connections().outputDone();
    INDArray dy = denseEpsilon(workspaces);
    Channels kernel = kernel(joined());
    INDArray[] gradients = new INDArray[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      gradients[i] = connections().createGradient(i, inputs[i], workspaces);
      kernel.part(dy, i, gradients[i]);
    }
    connections().endBackward();
    return new Pair<>(null, gradients);
  }
}
