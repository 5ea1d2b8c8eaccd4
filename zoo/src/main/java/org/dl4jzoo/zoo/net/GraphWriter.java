package org.dl4jzoo.zoo.net;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.dl4jzoo.zoo.layer.Engine;

/** Writes a network as a Deeplearning4j graph; each operation adds its own layers. */
public abstract class GraphWriter {

  /** PyTorch's momentum of 0.1, also where Keras has another: it is no part of the weights. */
  public static final double DECAY = 0.9;

  private final Net net;
  private final GraphBuilder graph;

  GraphWriter(Net net, NeuralNetConfiguration.Builder base) {
    this.net = net;
    this.graph = base.graphBuilder();
  }

  /**
   * The configuration of a network with the layers of an engine.
   *
   * @param base seed, updater and regularisation
   * @throws InvalidModelException if the engine has no layer for an operation
   */
  public static ComputationGraphConfiguration configure(
      Net net, Engine engine, NeuralNetConfiguration.Builder base) {
    GraphWriter writer =
        switch (engine) {
          case ONEDNN, CUDA, ND4J -> new FusedGraphWriter(net, base);
          case STOCK -> new StockGraphWriter(net, base);
        };
    return writer.write();
  }

  private ComputationGraphConfiguration write() {
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

  /** Adds the layers of a node; the last of them has the name of its output. */
  abstract void write(Node node);
}
