package org.dl4jzoo.zoo.net;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.dl4jzoo.zoo.compiled.Instruction;
import org.dl4jzoo.zoo.compiled.WindowPool;
import org.dl4jzoo.zoo.layer.Pool;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.layer.memory.ActivationMove;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;
import org.dl4jzoo.zoo.layer.memory.Recomputing;

/** Maximum or mean over windows. */
record PoolOp(boolean max, Window window, Insets padding) implements Op {

  @Override
  public String kind() {
    return max ? "max-pool" : "avg-pool";
  }

  @Override
  public Optional<ParameterLayer> parameters(Node node) {
    return Optional.empty();
  }

  @Override
  public long macs(Node node) {
    return 0;
  }

  @Override
  public Optional<BackwardPass> backwardPass() {
    ActivationMove activation = max ? ActivationMove.TAKES : ActivationMove.NONE;
    return Optional.of(new BackwardPass(false, false, Recomputing.IMPOSSIBLE, activation));
  }

  @Override
  public long workingValues(Node node) {
    return 0;
  }

  /** A byte says where in its window a maximum was. */
  @Override
  public long markBytes(Node node) {
    return max ? node.output().size() : 0;
  }

  @Override
  public boolean joinedByConvolutions() {
    return false;
  }

  @Override
  public BlockSupport blocks() {
    return BlockSupport.ANY;
  }

  @Override
  public List<Instruction> compile(Node node) {
    return List.of(
        new WindowPool(
            node.input().value(),
            node.output().value(),
            max,
            window.kernel(),
            window.kernel(),
            window.stride(),
            padding));
  }

  @Override
  public void writeFused(Node node, FusedGraphWriter graph) {
    graph.layer(
        node, Pool.Builder.windows(max, window.kernel(), window.stride()).padding(padding).build());
  }

  /** No maximum is below the zeros of the padding: every network has ReLU before it. */
  @Override
  public void writeStock(Node node, StockGraphWriter graph) {
    SubsamplingLayer pool =
        new SubsamplingLayer.Builder(max ? PoolingType.MAX : PoolingType.AVG)
            .kernelSize(window.kernel(), window.kernel())
            .stride(window.stride(), window.stride())
            .convolutionMode(ConvolutionMode.Truncate)
            .dataFormat(CNN2DFormat.NHWC)
            .build();
    graph.step(node.output().name(), pool, graph.pad(node, padding));
  }
}
