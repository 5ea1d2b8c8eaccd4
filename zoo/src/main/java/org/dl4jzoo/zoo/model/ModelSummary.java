package org.dl4jzoo.zoo.model;

import java.util.List;

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

  static ModelSummary of(Net net) {
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
      long weights = weights(node);
      long statistics = 2L * normalizedChannels(node);
      long biases = biases(node);
      Vertex output = node.output();
      long trainable = weights + biases + statistics;
      long positions = (long) output.shape().height() * output.shape().width();
      return new Layer(
          output.name(),
          node.op().kind(),
          output.shape(),
          trainable,
          trainable + statistics,
          weights * positions);
    }

    private static long weights(Node node) {
      if (node.op() instanceof Op.Convolution convolution) {
        int kernel = convolution.conv().kernel();
        long in = convolution.conv().depthwise() ? 1 : node.input().channels();
        return in * convolution.out() * kernel * kernel;
      } else if (node.op() instanceof Op.Dense || node.op() instanceof Op.Classifier) {
        return node.input().size() * node.output().channels();
      }
      return 0;
    }

    private static long biases(Node node) {
      boolean biased =
          node.op() instanceof Op.Dense
              || node.op() instanceof Op.Classifier
              || (node.op() instanceof Op.Convolution convolution && convolution.conv().bias());
      return biased ? node.output().channels() : 0;
    }

    /** Channels with a scale and a shift, and with as many running means and variances. */
    private static long normalizedChannels(Node node) {
      boolean normalized =
          node.op() instanceof Op.Norm
              || (node.op() instanceof Op.Convolution convolution && convolution.conv().eps() > 0);
      return normalized ? node.output().channels() : 0;
    }
  }
}
