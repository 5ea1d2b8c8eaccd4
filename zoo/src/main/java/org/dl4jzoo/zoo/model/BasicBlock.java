package org.dl4jzoo.zoo.model;

import org.dl4jzoo.zoo.net.Conv;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Vertex;

/** Figure 5 of arXiv:1512.03385, left: two 3x3 convolutions, the stride on the first. */
record BasicBlock() implements ResidualBlock {

  @Override
  public int convolutions() {
    return 2;
  }

  @Override
  public boolean isInKeras() {
    return false;
  }

  @Override
  public Vertex add(Net net, String name, Vertex x, int width, int stride) {
    Conv threeByThree = ResidualBlock.normalized(net, Conv.to(width).kernel(3));
    Vertex y = net.conv(name + ".conv1", x, threeByThree.stride(stride).relu());
    y = net.conv(name + ".conv2", y, threeByThree);
    return net.addRelu(name, y, ResidualBlock.shortcut(net, name, x, width, stride));
  }
}
