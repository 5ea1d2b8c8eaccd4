package org.dl4jzoo.zoo.program;

/**
 * What one instruction gives to others.
 *
 * @param name where it is in the network, dotted; no two values of a program have the same
 * @param height rows of a feature map; 1 of a vector
 * @param width columns of a feature map; 1 of a vector
 * @param channels channels of a feature map, or length of a vector
 * @param vector whether it is [N,C] and no map any more
 */
public record Value(String name, int height, int width, int channels, boolean vector) {

  /** A vector, [N,length]. */
  public static Value vector(String name, int length) {
    return new Value(name, 1, 1, length, true);
  }

  /** A map or vector of the same size. */
  public Value as(String newName) {
    return new Value(newName, height, width, channels, vector);
  }

  /** Pixels of an image. */
  public long area() {
    return (long) height * width;
  }
}
