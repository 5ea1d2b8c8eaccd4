package org.dl4jzoo.zoo.net;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.dl4jzoo.zoo.compiled.Instruction;
import org.dl4jzoo.zoo.compiled.WindowPool;
import org.dl4jzoo.zoo.layer.Pool;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.layer.memory.ActivationMove;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;
import org.dl4jzoo.zoo.layer.memory.Recomputing;

/** Maximum or mean over a whole map. */
record GlobalPoolOp(boolean max) implements Op {

  @Override
  public String kind() {
    return max ? "global-max-pool" : "global-avg-pool";
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

  /** Too few to count. */
  @Override
  public long markBytes(Node node) {
    return 0;
  }

  @Override
  public boolean joinedByConvolutions() {
    return false;
  }

  @Override
  public BlockSupport blocks() {
    return BlockSupport.FULL;
  }

  @Override
  public List<Instruction> compile(Node node) {
    ImageShape whole = node.input().shape();
    return List.of(
        new WindowPool(
            node.input().value(),
            node.output().value(),
            max,
            whole.height(),
            whole.width(),
            1,
            Insets.NONE));
  }

  @Override
  public void writeFused(Node node, FusedGraphWriter graph) {
    graph.layer(node, Pool.Builder.global(max).build());
  }

  @Override
  public void writeStock(Node node, StockGraphWriter graph) {
    graph.layer(node, new GlobalPoolingLayer(max ? PoolingType.MAX : PoolingType.AVG));
  }
}
