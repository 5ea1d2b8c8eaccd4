package org.dl4jzoo.zoo.net;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.dl4jzoo.zoo.compiled.Instruction;
import org.dl4jzoo.zoo.compiled.ResponseNorm;
import org.dl4jzoo.zoo.layer.ResponseNormalization;
import org.dl4jzoo.zoo.layer.memory.ActivationMove;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;
import org.dl4jzoo.zoo.layer.memory.Recomputing;

/** Local response normalisation over {@code size} channels, alpha divided by the size. */
record ResponseNormOp(int size, double k, double alpha, double beta) implements Op {

  @Override
  public String kind() {
    return "lrn";
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
    return Optional.of(new BackwardPass(true, false, Recomputing.IMPOSSIBLE, ActivationMove.NONE));
  }

  /** A copy of its input with channels side by side, and two maps of oneDNN's. */
  @Override
  public long workingValues(Node node) {
    return 3 * node.output().size();
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
    return List.of(
        new ResponseNorm(node.input().value(), node.output().value(), size, k, alpha, beta));
  }

  @Override
  public void writeFused(Node node, FusedGraphWriter graph) {
    graph.layer(node, new ResponseNormalization.Builder(size, k, alpha, beta).build());
  }

  /** Deeplearning4j doesn't divide alpha by the size. */
  @Override
  public void writeStock(Node node, StockGraphWriter graph) {
    graph.layer(node, new LocalResponseNormalization.Builder(k, size, alpha / size, beta).build());
  }
}
