package org.dl4jzoo.zoo.model;

import org.dl4jzoo.zoo.net.Conv;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.PaddingStyle;
import org.dl4jzoo.zoo.net.Vertex;

/** What a ResNet is made of: convolutions whose result is added to their input. */
sealed interface ResidualBlock permits BasicBlock, Bottleneck {

  /** How many convolutions follow each other in it: {@code conv1}, {@code conv2} and so on. */
  int convolutions();

  /** Whether Keras has networks of such blocks. */
  boolean isInKeras();

  /** The options of a network of such blocks. */
  default ModelOption[] options() {
    return isInKeras()
        ? new ModelOption[] {ModelOption.BLOCKS, ModelOption.PADDING}
        : new ModelOption[] {ModelOption.BLOCKS};
  }

  /**
   * Adds the block.
   *
   * @param name of its last vertex, and the beginning of the others' names
   * @param width of the stage: 64, 128, 256 or 512
   * @param stride by which it reduces height and width
   */
  Vertex add(Net net, String name, Vertex x, int width, int stride);

  /** The input, by a projection (option B) where the block changes its shape. */
  static Vertex shortcut(Net net, String name, Vertex x, int channels, int stride) {
    boolean sameShape = stride == 1 && x.channels() == channels;
    Conv projection = normalized(net, Conv.to(channels).stride(stride));
    return sameShape ? x : net.conv(name + ".shortcut", x, projection);
  }

  /** Followed by batch norm; in Keras's form with a bias too, and with Keras's epsilon. */
  static Conv normalized(Net net, Conv conv) {
    return isKeras(net) ? conv.biased().batchNorm(1.001e-5) : conv.batchNorm();
  }

  /** Whether the network is to fit Keras's weights. */
  static boolean isKeras(Net net) {
    return net.padding() == PaddingStyle.TF;
  }
}
