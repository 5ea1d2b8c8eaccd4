package org.dl4jzoo.zoo.net;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.dl4jzoo.zoo.compiled.Instruction;
import org.dl4jzoo.zoo.compiled.Join;
import org.dl4jzoo.zoo.layer.Concat;
import org.dl4jzoo.zoo.layer.memory.ActivationMove;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;
import org.dl4jzoo.zoo.layer.memory.Recomputing;

/** Maps side by side along their channels. */
record ConcatOp() implements Op {

  @Override
  public String kind() {
    return "concat";
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
    return Optional.of(new BackwardPass(false, false, Recomputing.BY_COPYING, ActivationMove.NONE));
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
    return true;
  }

  @Override
  public BlockSupport blocks() {
    return BlockSupport.FULL;
  }

  @Override
  public List<Instruction> compile(Node node) {
    return List.of(
        new Join(node.inputs().stream().map(Vertex::value).toList(), node.output().value()));
  }

  @Override
  public void writeFused(Node node, FusedGraphWriter graph) {
    graph.vertex(node, new Concat());
  }

  @Override
  public void writeStock(Node node, StockGraphWriter graph) {
    graph.vertex(node.output().name(), new MergeVertex(), node);
  }
}
