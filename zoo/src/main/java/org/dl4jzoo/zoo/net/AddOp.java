package org.dl4jzoo.zoo.net;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.dl4jzoo.zoo.compiled.Instruction;
import org.dl4jzoo.zoo.compiled.Sum;
import org.dl4jzoo.zoo.layer.Add;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.memory.ActivationMove;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;
import org.dl4jzoo.zoo.layer.memory.Recomputing;

/** Sum of two maps, and an activation. */
record AddOp(Activation activation) implements Op {

  @Override
  public String kind() {
    return "add" + Op.suffix(activation);
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
    boolean readsOutput = activation != Activation.IDENTITY;
    return Optional.of(
        new BackwardPass(false, readsOutput, Recomputing.IMPOSSIBLE, ActivationMove.NONE));
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
    return BlockSupport.ANY;
  }

  @Override
  public List<Instruction> compile(Node node) {
    return List.of(
        new Sum(
            node.inputs().get(0).value(),
            node.inputs().get(1).value(),
            node.output().value(),
            activation));
  }

  @Override
  public void writeFused(Node node, FusedGraphWriter graph) {
    graph.vertex(node, new Add(activation));
  }

  @Override
  public void writeStock(Node node, StockGraphWriter graph) {
    String name = node.output().name();
    ElementWiseVertex sum = new ElementWiseVertex(ElementWiseVertex.Op.Add);
    graph.activate(name, activation, graph.vertex(name + ".sum", sum, node));
  }
}
