package org.dl4jzoo.zoo.net;

import java.util.List;
import java.util.Optional;
import org.dl4jzoo.zoo.compiled.Instruction;
import org.dl4jzoo.zoo.compiled.Norm;
import org.dl4jzoo.zoo.layer.NormBlock;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.memory.ActivationMove;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;
import org.dl4jzoo.zoo.layer.memory.Recomputing;

/** Batch normalisation and ReLU. */
record NormOp(double eps) implements Op {

  @Override
  public String kind() {
    return "bn-relu";
  }

  @Override
  public Optional<ParameterLayer> parameters(Node node) {
    return Optional.of(ParameterLayer.norm(node, eps));
  }

  @Override
  public long macs(Node node) {
    return 0;
  }

  @Override
  public Optional<BackwardPass> backwardPass() {
    return Optional.of(new BackwardPass(true, false, Recomputing.FROM_INPUTS, ActivationMove.NONE));
  }

  @Override
  public long workingValues(Node node) {
    return 0;
  }

  @Override
  public long markBytes(Node node) {
    return node.output().size() / Byte.SIZE;
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
        new Norm(
            node.output().name(),
            node.input().value(),
            node.output().value(),
            eps,
            Activation.RELU));
  }

  @Override
  public void writeFused(Node node, FusedGraphWriter graph) {
    NormBlock.Builder block =
        new NormBlock.Builder().normalized(eps, GraphWriter.DECAY).activation(Activation.RELU);
    graph.layer(node, block.build());
  }

  @Override
  public void writeStock(Node node, StockGraphWriter graph) {
    String name = node.output().name();
    String norm = graph.step(name + ".norm", StockGraphWriter.batchNorm(eps), node.input().name());
    graph.activate(name, Activation.RELU, norm);
  }
}
