package org.dl4jzoo.zoo.model;

import org.dl4jzoo.zoo.net.Conv;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Vertex;

/**
 * Figure 5 of arXiv:1512.03385, right: a 1x1 convolution narrows, a 3x3 filters, a 1x1 widens to
 * four times the width of the stage. The 3x3 convolution has the stride, as in torchvision; in the
 * paper and in Keras it is the first 1x1.
 *
 * @param widening channels of the 3x3 convolution, in widths of the stage (arXiv:1605.07146)
 * @param groups of its channels (arXiv:1611.05431)
 */
record Bottleneck(int widening, int groups) implements ResidualBlock {

  private static final int EXPANSION = 4;

  @Override
  public int convolutions() {
    return 3;
  }

  /** The plain one is. */
  @Override
  public boolean isInKeras() {
    return widening == 1 && groups == 1;
  }

  @Override
  public Vertex add(Net net, String name, Vertex x, int width, int stride) {
    int first = ResidualBlock.isKeras(net) ? stride : 1;
    Conv narrow = ResidualBlock.normalized(net, Conv.to(widening * width)).relu();
    Conv wide = ResidualBlock.normalized(net, Conv.to(EXPANSION * width));
    Vertex y = net.conv(name + ".conv1", x, narrow.stride(first));
    y = net.conv(name + ".conv2", y, narrow.kernel(3).groups(groups).stride(stride / first));
    y = net.conv(name + ".conv3", y, wide);
    return net.addRelu(name, y, ResidualBlock.shortcut(net, name, x, wide.out(), stride));
  }
}
