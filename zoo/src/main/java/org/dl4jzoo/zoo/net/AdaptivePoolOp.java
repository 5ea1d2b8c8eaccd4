package org.dl4jzoo.zoo.net;

import java.util.List;
import java.util.Optional;
import org.dl4jzoo.zoo.compiled.BinMeans;
import org.dl4jzoo.zoo.compiled.Instruction;
import org.dl4jzoo.zoo.layer.AdaptivePool;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;

/** The mean over a grid of size x size bins. */
record AdaptivePoolOp(int size) implements Op {

  @Override
  public String kind() {
    return "adaptive-avg-pool";
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
    return Optional.empty();
  }

  @Override
  public long workingValues(Node node) {
    return 0;
  }

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
    return BlockSupport.NONE;
  }

  @Override
  public List<Instruction> compile(Node node) {
    return List.of(new BinMeans(node.input().value(), node.output().value()));
  }

  @Override
  public void writeFused(Node node, FusedGraphWriter graph) {
    graph.layer(node, new AdaptivePool.Builder(size).build());
  }

  /** Deeplearning4j has none. */
  @Override
  public void writeStock(Node node, StockGraphWriter graph) {
    graph.layer(node, new AdaptivePool.Builder(size).build());
  }
}
