package org.dl4jzoo.zoo.net;

import org.dl4jzoo.zoo.program.Value;

/**
 * A handle of what a vertex puts out.
 *
 * @param name where it is in the network, dotted
 * @param shape height, width and channels of a feature map; 1x1 for a vector
 * @param vector whether it is [N,C] and no map any more
 */
public record Vertex(String name, ImageShape shape, boolean vector) {

  /**
   * The stage of a network that a vertex is in: what its name begins with, up to a dot.
   *
   * @param name the vertex's
   */
  public static String stage(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** Channels of the map, or length of the vector. */
  public int channels() {
    return shape.channels();
  }

  /** Values of one example. */
  public long size() {
    return (long) shape.height() * shape.width() * shape.channels();
  }

  /** The same as a compiled network knows it. */
  public Value value() {
    return new Value(name, shape.height(), shape.width(), shape.channels(), vector);
  }
}
