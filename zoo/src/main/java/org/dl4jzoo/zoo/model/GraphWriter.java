package org.dl4jzoo.zoo.model;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.dl4jzoo.zoo.layer.AdaptivePool;
import org.dl4jzoo.zoo.layer.Add;
import org.dl4jzoo.zoo.layer.Concat;
import org.dl4jzoo.zoo.layer.ConvBlock;
import org.dl4jzoo.zoo.layer.NormBlock;
import org.dl4jzoo.zoo.layer.Pool;
import org.dl4jzoo.zoo.layer.ResponseNormalization;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Writes a network as a Deeplearning4j graph; the only class that chooses layers. */
final class GraphWriter {

  /** PyTorch's momentum of 0.1, also where Keras has another: it is no part of the weights. */
  private static final double DECAY = 0.9;

  private final Net net;
  private final GraphBuilder graph;

  GraphWriter(Net net, NeuralNetConfiguration.Builder base) {
    this.net = net;
    this.graph = base.graphBuilder();
  }

  ComputationGraphConfiguration write() {
    ImageShape image = net.image().shape();
    graph
        .addInputs(net.image().name())
        .setInputTypes(
            InputType.convolutional(
                image.height(), image.width(), image.channels(), CNN2DFormat.NHWC));
    net.nodes().forEach(this::write);
    graph.setOutputs(net.outputs().stream().map(Vertex::name).toArray(String[]::new));
    return graph.build();
  }

  private void write(Node node) {
    String name = node.output().name();
    String[] inputs = node.inputs().stream().map(Vertex::name).toArray(String[]::new);
    if (node.op() instanceof Op.Add add) {
      graph.addVertex(name, new Add(add.activation()), inputs);
    } else if (node.op() instanceof Op.Concat) {
      graph.addVertex(name, new Concat(), inputs);
    } else {
      graph.addLayer(name, layer(node), inputs);
    }
  }

  private Layer layer(Node node) {
    if (node.op() instanceof Op.Convolution convolution) {
      return convolution(convolution, node.input().equals(net.image()));
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
    } else if (node.op() instanceof Op.AdaptivePool pool) {
      return new AdaptivePool.Builder(pool.size()).build();
    } else if (node.op() instanceof Op.ResponseNorm norm) {
      return new ResponseNormalization.Builder(norm.size(), norm.k(), norm.alpha(), norm.beta())
          .build();
    } else if (node.op() instanceof Op.Dense dense) {
      return dense(dense);
    } else if (node.op() instanceof Op.Dropout dropout) {
      return new DropoutLayer.Builder(1 - dropout.probability()).build();
    } else if (node.op() instanceof Op.Classifier classifier) {
      return classifier(classifier);
    }
    throw new IllegalStateException("no layer for " + node);
  }

  private static Layer convolution(Op.Convolution convolution, boolean first) {
    Conv conv = convolution.conv();
    ConvBlock.Builder block =
        new ConvBlock.Builder(conv.kernel(), conv.stride())
            .nOut(convolution.out())
            .weightInit(WeightInit.RELU)
            .padding(convolution.padding())
            .depthwise(conv.depthwise())
            .biased(conv.bias())
            .first(first)
            .activation(conv.activation());
    return (conv.eps() > 0 ? block.normalized(conv.eps(), DECAY) : block).build();
  }

  private static Layer dense(Op.Dense dense) {
    return new DenseLayer.Builder()
        .nOut(dense.out())
        .weightInit(WeightInit.RELU)
        .activation(
            dense.activation() == Activation.RELU
                ? org.nd4j.linalg.activations.Activation.RELU
                : org.nd4j.linalg.activations.Activation.IDENTITY)
        .build();
  }

  private static Layer classifier(Op.Classifier classifier) {
    LossMCXENT loss =
        classifier.lossWeight() == 1
            ? new LossMCXENT()
            : new LossMCXENT(
                Nd4j.valueArrayOf(new long[] {classifier.classes()}, classifier.lossWeight()));
    return new OutputLayer.Builder(loss)
        .nOut(classifier.classes())
        .weightInit(WeightInit.XAVIER)
        .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
        .build();
  }
}
