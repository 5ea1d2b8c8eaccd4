package org.dl4jzoo.zoo.net;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Insets;

/** Writes Deeplearning4j's own layers, a vertex for each step, for comparison only. */
public final class StockGraphWriter extends GraphWriter {

  StockGraphWriter(Net net, NeuralNetConfiguration.Builder base) {
    super(net, base);
  }

  @Override
  void write(Node node) {
    node.op().writeStock(node, this);
  }

  /** Adds the only layer of a node. */
  void layer(Node node, Layer layer) {
    graph().addLayer(node.output().name(), layer, inputs(node));
  }

  /** Adds a vertex on the inputs of a node; returns its name. */
  String vertex(String name, GraphVertex vertex, Node node) {
    graph().addVertex(name, vertex, inputs(node));
    return name;
  }

  private static String[] inputs(Node node) {
    return node.inputs().stream().map(Vertex::name).toArray(String[]::new);
  }

  /** Adds one of several layers of a node; returns its name. */
  String step(String name, Layer layer, String input) {
    graph().addLayer(name, layer, input);
    return name;
  }

  /** Adds an activation, the last layer of a node. */
  void activate(String name, Activation activation, String input) {
    step(name, new ActivationLayer(stock(activation)), input);
  }

  /** Adds zeros around the input of a node, if there are any; returns the vertex that has them. */
  String pad(Node node, Insets padding) {
    if (padding.equals(Insets.NONE)) {
      return node.input().name();
    }
    ZeroPaddingLayer zeros =
        new ZeroPaddingLayer.Builder(
                padding.top(), padding.bottom(), padding.left(), padding.right())
            .dataFormat(CNN2DFormat.NHWC)
            .build();
    return step(node.output().name() + ".pad", zeros, node.input().name());
  }

  static org.nd4j.linalg.activations.Activation stock(Activation activation) {
    return switch (activation) {
      case IDENTITY -> org.nd4j.linalg.activations.Activation.IDENTITY;
      case RELU -> org.nd4j.linalg.activations.Activation.RELU;
      case RELU6 -> org.nd4j.linalg.activations.Activation.RELU6;
    };
  }

  /** The convolution alone, without padding. */
  static Layer convolution(ConvolutionOp convolution) {
    Conv conv = convolution.conv();
    ConvolutionLayer.BaseConvBuilder<?> layer =
        convolution.depthwise()
            ? new DepthwiseConvolution2D.Builder(conv.kernel(), conv.kernel())
                .dataFormat(CNN2DFormat.NHWC)
            : new ConvolutionLayer.Builder(conv.kernel(), conv.kernel())
                .dataFormat(CNN2DFormat.NHWC);
    return layer
        .stride(conv.stride(), conv.stride())
        .convolutionMode(ConvolutionMode.Truncate)
        .hasBias(conv.bias())
        .nOut(convolution.out())
        .weightInit(WeightInit.RELU)
        .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
        .build();
  }

  static Layer batchNorm(double eps) {
    return new BatchNormalization.Builder()
        .eps(eps)
        .decay(DECAY)
        .useLogStd(false)
        .dataFormat(CNN2DFormat.NHWC)
        .build();
  }
}
