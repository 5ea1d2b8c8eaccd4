package org.dl4jzoo.zoo.model;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.dl4jzoo.zoo.layer.AdaptivePool;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.SoftmaxCrossEntropy;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;

/** Writes a network as a Deeplearning4j graph; only it and its subclasses choose layers. */
abstract class GraphWriter {

  /** PyTorch's momentum of 0.1, also where Keras has another: it is no part of the weights. */
  static final double DECAY = 0.9;

  private final Net net;
  private final GraphBuilder graph;

  GraphWriter(Net net, NeuralNetConfiguration.Builder base) {
    this.net = net;
    this.graph = base.graphBuilder();
  }

  /** The writer of an engine's layers. */
  static GraphWriter of(Engine engine, Net net, NeuralNetConfiguration.Builder base) {
    return switch (engine) {
      case ONEDNN, ND4J -> new FusedGraphWriter(net, base);
      case STOCK -> new StockGraphWriter(net, base);
    };
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

  final GraphBuilder graph() {
    return graph;
  }

  final boolean isImage(Vertex vertex) {
    return vertex.equals(net.image());
  }

  /** Adds the layers of a node; the last of them has its name. */
  abstract void write(Node node);

  static String[] inputs(Node node) {
    return node.inputs().stream().map(Vertex::name).toArray(String[]::new);
  }

  /** The layers that are Deeplearning4j's own, or have no counterpart there, in every engine. */
  static Layer commonLayer(Node node) {
    if (node.op() instanceof Op.AdaptivePool pool) {
      return new AdaptivePool.Builder(pool.size()).build();
    } else if (node.op() instanceof Op.Dropout dropout) {
      return new DropoutLayer.Builder(1 - dropout.probability()).build();
    } else if (node.op() instanceof Op.Classifier classifier) {
      return classifier(classifier);
    }
    throw new IllegalStateException("no layer for " + node);
  }

  private static Layer classifier(Op.Classifier classifier) {
    SoftmaxCrossEntropy loss =
        classifier.lossWeight() == 1
            ? new SoftmaxCrossEntropy()
            : new SoftmaxCrossEntropy(
                Nd4j.valueArrayOf(new long[] {classifier.classes()}, classifier.lossWeight()));
    return new OutputLayer.Builder(loss)
        .nOut(classifier.classes())
        .weightInit(WeightInit.XAVIER)
        .activation(Activation.SOFTMAX)
        .build();
  }
}
