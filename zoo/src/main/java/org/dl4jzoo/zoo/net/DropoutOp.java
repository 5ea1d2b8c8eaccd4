package org.dl4jzoo.zoo.net;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.dl4jzoo.zoo.compiled.Dropout;
import org.dl4jzoo.zoo.compiled.Instruction;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;

/** Drops values with this probability while training. */
record DropoutOp(double probability) implements Op {

  @Override
  public String kind() {
    return "dropout";
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

  /** Which values it dropped. */
  @Override
  public long workingValues(Node node) {
    return node.output().size();
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
    return List.of(new Dropout(node.input().value(), node.output().value(), probability));
  }

  @Override
  public void writeFused(Node node, FusedGraphWriter graph) {
    graph.layer(node, layer());
  }

  @Override
  public void writeStock(Node node, StockGraphWriter graph) {
    graph.layer(node, layer());
  }

  /** Deeplearning4j's, whose probability is that of keeping a value. */
  private DropoutLayer layer() {
    return new DropoutLayer.Builder(1 - probability).build();
  }
}
