package org.dl4jzoo.zoo.model;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.dl4jzoo.zoo.layer.Add;
import org.dl4jzoo.zoo.layer.Concat;
import org.dl4jzoo.zoo.layer.ConvBlock;
import org.dl4jzoo.zoo.layer.NormBlock;
import org.dl4jzoo.zoo.layer.Pool;
import org.dl4jzoo.zoo.layer.ResponseNormalization;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;

/** Writes our own layers: one vertex for a convolution and all that follows it. */
final class FusedGraphWriter extends GraphWriter {

  private final boolean blocks;

  FusedGraphWriter(Net net, NeuralNetConfiguration.Builder base) {
    super(net, base);
    this.blocks = net.nodes().stream().allMatch(FusedGraphWriter::takesBlocks);
  }

  /**
   * Concatenation, and what flattens a map or looks across its channels, need them side by side.
   */
  private static boolean takesBlocks(Node node) {
    Op op = node.op();
    return node.input().vector()
        || op instanceof Op.Convolution
        || op instanceof Op.Norm
        || op instanceof Op.Pool
        || (op instanceof Op.GlobalPool && FeatureMap.fillsBlocks(node.input().channels()))
        || op instanceof Op.Add;
  }

  @Override
  void write(Node node) {
    String name = node.output().name();
    if (node.op() instanceof Op.Add add) {
      graph().addVertex(name, new Add(add.activation()), inputs(node));
    } else if (node.op() instanceof Op.Concat) {
      graph().addVertex(name, new Concat(), inputs(node));
    } else {
      graph().addLayer(name, layer(node), inputs(node));
    }
  }

  private Layer layer(Node node) {
    if (node.op() instanceof Op.Convolution convolution) {
      return convolution(convolution, isImage(node.input()));
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
    }
    return commonLayer(node);
  }

  private Layer convolution(Op.Convolution convolution, boolean first) {
    Conv conv = convolution.conv();
    ConvBlock.Builder block =
        new ConvBlock.Builder(conv.kernel(), conv.stride())
            .nOut(convolution.out())
            .weightInit(WeightInit.RELU)
            .padding(convolution.padding())
            .depthwise(conv.depthwise())
            .biased(conv.bias())
            .first(first)
            .startsBlocks(first && blocks)
            .activation(conv.activation());
    return (conv.eps() > 0 ? block.normalized(conv.eps(), DECAY) : block).build();
  }
}
