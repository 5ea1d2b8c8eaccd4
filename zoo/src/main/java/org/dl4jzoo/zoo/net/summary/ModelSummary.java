package org.dl4jzoo.zoo.net.summary;

import java.util.List;
import java.util.Optional;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Node;
import org.dl4jzoo.zoo.net.ParameterLayer;

/**
 * What a network is made of and costs, computed from its shapes alone.
 *
 * @param layers a row a vertex, from image to classifier
 * @param memory what its process needs
 */
public record ModelSummary(List<Layer> layers, MemoryEstimate memory) {

  /** Copies the rows. */
  public ModelSummary {
    layers = List.copyOf(layers);
  }

  /** The summary of a network. */
  public static ModelSummary of(Net net) {
    return new ModelSummary(net.nodes().stream().map(Layer::of).toList(), MemoryEstimate.of(net));
  }

  /** Parameters that training changes by gradients, as PyTorch counts them. */
  public long trainable() {
    return layers.stream().mapToLong(Layer::trainable).sum();
  }

  /** All parameters with the running statistics of batch norm, as Keras and DL4J count them. */
  public long total() {
    return layers.stream().mapToLong(Layer::total).sum();
  }

  /** Multiply-accumulates of convolutions and fully connected layers for one image. */
  public long macs() {
    return layers.stream().mapToLong(Layer::macs).sum();
  }

  /**
   * A row of the layer table.
   *
   * @param name name of the vertex
   * @param kind what it does
   * @param output height, width and channels of what comes out; 1x1 for a vector
   * @param trainable parameters changed by gradients
   * @param total the same and running statistics
   * @param macs multiply-accumulates for one image
   */
  public record Layer(
      String name, String kind, ImageShape output, long trainable, long total, long macs) {

    static Layer of(Node node) {
      Optional<ParameterLayer> parameters = node.op().parameters(node);
      return new Layer(
          node.output().name(),
          node.op().kind(),
          node.output().shape(),
          parameters.map(ParameterLayer::trainable).orElse(0L),
          parameters.map(ParameterLayer::total).orElse(0L),
          node.op().macs(node));
    }
  }
}
