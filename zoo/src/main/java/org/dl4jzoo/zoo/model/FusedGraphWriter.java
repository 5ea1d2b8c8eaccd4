package org.dl4jzoo.zoo.model;

import java.util.HashSet;
import java.util.Set;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.dl4jzoo.zoo.layer.Add;
import org.dl4jzoo.zoo.layer.Concat;
import org.dl4jzoo.zoo.layer.ConvBlock;
import org.dl4jzoo.zoo.layer.EndBlocks;
import org.dl4jzoo.zoo.layer.FullyConnected;
import org.dl4jzoo.zoo.layer.NormBlock;
import org.dl4jzoo.zoo.layer.Pool;
import org.dl4jzoo.zoo.layer.ResponseNormalization;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;

/** Writes our own layers: one vertex for a convolution and all that follows it. */
final class FusedGraphWriter extends GraphWriter {

  private final Set<String> plain = new HashSet<>();

  /** Vertices whose maps may lie in blocks of channels. */
  private final Set<Vertex> blocked = new HashSet<>();

  /**
   * Networks that join maps infer faster on blocks (MobileNetV2 by a seventh), where the parts of a
   * join can be written in place; a chain of large convolutions, as AlexNet, a seventh slower.
   */
  private final boolean infersInBlocks;

  FusedGraphWriter(Net net, NeuralNetConfiguration.Builder base) {
    super(net, base);
    this.infersInBlocks =
        net.nodes().stream()
            .anyMatch(node -> node.op() instanceof Op.Add || node.op() instanceof Op.Concat);
  }

  @Override
  void write(Node node) {
    String name = node.output().name();
    String[] inputs = layoutOf(node);
    if (node.op() instanceof Op.Add add) {
      graph().addVertex(name, new Add(add.activation()), inputs);
    } else if (node.op() instanceof Op.Concat) {
      graph().addVertex(name, new Concat(), inputs);
    } else {
      graph().addLayer(name, layer(node), inputs);
    }
  }

  /** Notes how the output will lie; returns the inputs, side by side again where they must be. */
  private String[] layoutOf(Node node) {
    if (startsBlocks(node)) {
      blocked.add(node.output());
    } else if (blocked.containsAll(node.inputs()) && takesBlocks(node)) {
      if (!node.output().vector()) {
        blocked.add(node.output());
      }
    } else {
      return node.inputs().stream().map(this::plain).toArray(String[]::new);
    }
    return inputs(node);
  }

  private boolean startsBlocks(Node node) {
    return isImage(node.input())
        && node.op() instanceof Op.Convolution convolution
        && FeatureMap.fillsBlocks(convolution.out());
  }

  /** What flattens a map, or looks across its channels, needs them side by side. */
  private static boolean takesBlocks(Node node) {
    Op op = node.op();
    boolean fullBlocks =
        node.inputs().stream().allMatch(input -> FeatureMap.fillsBlocks(input.channels()));
    return op instanceof Op.Convolution
        || op instanceof Op.Norm
        || op instanceof Op.Pool
        || op instanceof Op.Add
        || (fullBlocks && (op instanceof Op.GlobalPool || op instanceof Op.Concat));
  }

  private String plain(Vertex input) {
    if (!blocked.contains(input)) {
      return input.name();
    }
    String name = input.name() + ".plain";
    if (plain.add(name)) {
      graph().addLayer(name, new EndBlocks.Builder(input.channels()).build(), input.name());
    }
    return name;
  }

  private Layer layer(Node node) {
    if (node.op() instanceof Op.Convolution convolution) {
      return convolution(convolution, node);
    } else if (node.op() instanceof Op.Norm norm) {
      return new NormBlock.Builder()
          .normalized(norm.eps(), DECAY)
          .activation(norm.activation())
          .build();
    } else if (node.op() instanceof Op.Pool pool) {
      Window window = pool.window();
      return Pool.Builder.windows(pool.max(), window.kernel(), window.stride())
          .padding(pool.padding())
          .build();
    } else if (node.op() instanceof Op.GlobalPool pool) {
      return Pool.Builder.global(pool.max()).build();
    } else if (node.op() instanceof Op.ResponseNorm norm) {
      return new ResponseNormalization.Builder(norm.size(), norm.k(), norm.alpha(), norm.beta())
          .build();
    } else if (node.op() instanceof Op.Dense dense) {
      return new FullyConnected.Builder()
          .nOut(dense.out())
          .weightInit(WeightInit.RELU)
          .activation(dense.activation())
          .build();
    }
    return commonLayer(node);
  }

  private Layer convolution(Op.Convolution convolution, Node node) {
    Conv conv = convolution.conv();
    ConvBlock.Builder block =
        new ConvBlock.Builder(conv.kernel(), conv.stride())
            .nOut(convolution.out())
            .weightInit(WeightInit.RELU)
            .padding(convolution.padding())
            .depthwise(conv.depthwise())
            .biased(conv.bias())
            .first(isImage(node.input()))
            .startsBlocks(startsBlocks(node))
            .infersInBlocks(infersInBlocks && startsBlocks(node))
            .activation(conv.activation());
    return (conv.eps() > 0 ? block.normalized(conv.eps(), DECAY) : block).build();
  }
}
