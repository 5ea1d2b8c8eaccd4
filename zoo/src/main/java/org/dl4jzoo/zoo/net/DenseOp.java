package org.dl4jzoo.zoo.net;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.dl4jzoo.zoo.compiled.Dense;
import org.dl4jzoo.zoo.compiled.Instruction;
import org.dl4jzoo.zoo.layer.FullyConnected;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;

/** A fully connected layer on the flattened input. */
record DenseOp(int out, Activation activation) implements Op {

  @Override
  public String kind() {
    return "dense" + Op.suffix(activation);
  }

  @Override
  public Optional<ParameterLayer> parameters(Node node) {
    return Optional.of(ParameterLayer.fullyConnected(node, ParameterLayer.Kind.DENSE));
  }

  @Override
  public long macs(Node node) {
    return parameters(node).orElseThrow().weights();
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
    return List.of(
        new Dense(node.output().name(), node.input().value(), node.output().value(), activation));
  }

  @Override
  public void writeFused(Node node, FusedGraphWriter graph) {
    graph.layer(
        node,
        new FullyConnected.Builder()
            .nOut(out)
            .weightInit(WeightInit.RELU)
            .activation(activation)
            .build());
  }

  @Override
  public void writeStock(Node node, StockGraphWriter graph) {
    graph.layer(
        node,
        new DenseLayer.Builder()
            .nOut(out)
            .weightInit(WeightInit.RELU)
            .activation(StockGraphWriter.stock(activation))
            .build());
  }
}
