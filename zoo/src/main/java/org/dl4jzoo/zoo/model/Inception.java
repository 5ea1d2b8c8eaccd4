package org.dl4jzoo.zoo.model;

import java.util.List;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Vertex;
import org.dl4jzoo.zoo.net.Window;

/** An inception module of GoogLeNet: a row of Table 1, with its column names. */
record Inception(
    String name, int c1x1, int reduce3x3, int c3x3, int reduce5x5, int c5x5, int poolProj) {

  static final List<Inception> TABLE_1 =
      List.of(
          new Inception("3a", 64, 96, 128, 16, 32, 32),
          new Inception("3b", 128, 128, 192, 32, 96, 64),
          new Inception("4a", 192, 96, 208, 16, 48, 64),
          new Inception("4b", 160, 112, 224, 24, 64, 64),
          new Inception("4c", 128, 128, 256, 24, 64, 64),
          new Inception("4d", 112, 144, 288, 32, 64, 64),
          new Inception("4e", 256, 160, 320, 32, 128, 128),
          new Inception("5a", 256, 160, 320, 32, 128, 128),
          new Inception("5b", 384, 192, 384, 48, 128, 128));

  /** Figure 2b: four branches side by side. */
  Vertex build(Net net, Vertex x, GoogLeNet style) {
    Vertex first = net.conv(vertex("branch1"), x, style.conv(c1x1));
    Vertex second = net.conv(vertex("branch2.reduce"), x, style.conv(reduce3x3));
    second = net.conv(vertex("branch2"), second, style.conv(c3x3).kernel(3));
    Vertex third = net.conv(vertex("branch3.reduce"), x, style.conv(reduce5x5));
    third = net.conv(vertex("branch3"), third, style.conv(c5x5).kernel(style.largeKernel()));
    Vertex fourth = net.maxPool(vertex("branch4.pool"), x, Window.of(3).stride(1).padding(1));
    fourth = net.conv(vertex("branch4"), fourth, style.conv(poolProj));
    return net.concat("inception" + name, List.of(first, second, third, fourth));
  }

  private String vertex(String branch) {
    return "inception%s.%s".formatted(name, branch);
  }
}
