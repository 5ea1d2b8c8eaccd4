package org.dl4jzoo.zoo.net;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.dl4jzoo.zoo.compiled.Dense;
import org.dl4jzoo.zoo.compiled.Instruction;
import org.dl4jzoo.zoo.compiled.Softmax;
import org.dl4jzoo.zoo.layer.SoftmaxCrossEntropy;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;
import org.dl4jzoo.zoo.program.Value;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A fully connected layer with softmax and cross-entropy.
 *
 * @param lossWeight what its loss counts; 1 for the network's own classifier
 */
record ClassifierOp(int classes, double lossWeight) implements Op {

  /** What goes into the softmax of a classifier. */
  static Value logits(Vertex classifier) {
    return Value.vector(classifier.name() + ".logits", classifier.channels());
  }

  @Override
  public String kind() {
    return "softmax";
  }

  @Override
  public Optional<ParameterLayer> parameters(Node node) {
    return Optional.of(ParameterLayer.fullyConnected(node, ParameterLayer.Kind.CLASSIFIER));
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
    Value logits = logits(node.output());
    return List.of(
        new Dense(node.output().name(), node.input().value(), logits, Activation.IDENTITY),
        new Softmax(logits, node.output().value(), lossWeight));
  }

  @Override
  public void writeFused(Node node, FusedGraphWriter graph) {
    graph.layer(node, layer());
  }

  @Override
  public void writeStock(Node node, StockGraphWriter graph) {
    graph.layer(node, layer());
  }

  /** Deeplearning4j's, with a loss of ours. */
  private OutputLayer layer() {
    SoftmaxCrossEntropy loss =
        lossWeight == 1
            ? new SoftmaxCrossEntropy()
            : new SoftmaxCrossEntropy(Nd4j.valueArrayOf(new long[] {classes}, lossWeight));
    return new OutputLayer.Builder(loss)
        .nOut(classes)
        .weightInit(WeightInit.XAVIER)
        .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
        .build();
  }
}
