package org.dl4jzoo.zoo.net;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.dl4jzoo.zoo.compiled.Convolution;
import org.dl4jzoo.zoo.compiled.Instruction;
import org.dl4jzoo.zoo.layer.ConvBlock;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.layer.memory.ActivationMove;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;
import org.dl4jzoo.zoo.layer.memory.Recomputing;

/**
 * A convolution with everything fused to it.
 *
 * @param conv what the author wrote
 * @param in input channels
 * @param out output channels
 * @param groups groups of channels, of which none sees another's
 * @param padding pixels around the input
 */
record ConvolutionOp(Conv conv, int in, int out, int groups, Insets padding) implements Op {

  ConvolutionOp {
    if (groups < 1 || in % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(
          "groups must divide the %d input and %d output channels; got %d"
              .formatted(in, out, groups));
    }
  }

  boolean depthwise() {
    return groups > 1 && groups == in;
  }

  private boolean grouped() {
    return groups > 1 && groups < in;
  }

  @Override
  public String kind() {
    String kind = "conv";
    if (depthwise()) {
      kind = "depthwise";
    } else if (grouped()) {
      kind = "grouped-conv";
    }
    return kind + (conv.normalized() ? "-bn" : "") + Op.suffix(conv.activation());
  }

  @Override
  public Optional<ParameterLayer> parameters(Node node) {
    return Optional.of(
        new ParameterLayer(
            node.output().name(),
            depthwise() ? ParameterLayer.Kind.DEPTHWISE : ParameterLayer.Kind.CONVOLUTION,
            node.input().shape(),
            out,
            conv.kernel(),
            groups,
            conv.bias(),
            conv.eps()));
  }

  @Override
  public long macs(Node node) {
    long positions = (long) node.output().shape().height() * node.output().shape().width();
    return parameters(node).orElseThrow().weights() * positions;
  }

  @Override
  public Optional<BackwardPass> backwardPass() {
    boolean readsOutput =
        switch (conv.activation()) {
          case IDENTITY -> false;
          case RELU -> !conv.normalized(); // batch norm marks where its ReLU was positive
          case RELU6 -> true;
        };
    Recomputing recomputing = conv.normalized() ? Recomputing.FROM_KEPT : Recomputing.IMPOSSIBLE;
    boolean activated = conv.activation() != Activation.IDENTITY;
    return Optional.of(
        new BackwardPass(
            true,
            readsOutput,
            recomputing,
            activated ? ActivationMove.GIVES : ActivationMove.NONE));
  }

  /** What goes into its batch norm. */
  @Override
  public long workingValues(Node node) {
    return conv.normalized() ? node.output().size() : 0;
  }

  @Override
  public long markBytes(Node node) {
    boolean marks = conv.normalized() && conv.activation() == Activation.RELU;
    return marks ? node.output().size() / Byte.SIZE : 0;
  }

  @Override
  public boolean joinedByConvolutions() {
    return false;
  }

  @Override
  public BlockSupport blocks() {
    return BlockSupport.STARTS;
  }

  @Override
  public List<Instruction> compile(Node node) {
    return List.of(
        new Convolution(
            node.output().name(),
            node.input().value(),
            Optional.empty(),
            node.output().value(),
            conv.kernel(),
            conv.stride(),
            padding,
            groups,
            conv.eps(),
            conv.activation()));
  }

  @Override
  public void writeFused(Node node, FusedGraphWriter graph) {
    ConvBlock.Builder block =
        new ConvBlock.Builder(conv.kernel(), conv.stride())
            .nOut(out)
            .weightInit(WeightInit.RELU)
            .padding(padding)
            .depthwise(depthwise())
            .groups(depthwise() ? 1 : groups)
            .biased(conv.bias())
            .first(graph.isImage(node.input()))
            .startsBlocks(graph.startsBlocks(node))
            .infersInBlocks(graph.infersInBlocks(node))
            .activation(conv.activation());
    conv.eps().ifPresent(eps -> block.normalized(eps, GraphWriter.DECAY));
    graph.layer(node, block.build());
  }

  @Override
  public void writeStock(Node node, StockGraphWriter graph) {
    String name = node.output().name();
    if (grouped()) {
      throw new InvalidModelException(
          "engine stock has no grouped convolutions; '%s' is one".formatted(name));
    }
    String last = graph.pad(node, padding);
    last = graph.step(name + ".conv", StockGraphWriter.convolution(this), last);
    if (conv.normalized()) {
      Layer norm = StockGraphWriter.batchNorm(conv.eps().getAsDouble());
      last = graph.step(name + ".norm", norm, last);
    }
    graph.activate(name, conv.activation(), last);
  }
}
