package org.dl4jzoo.zoo.model;

/** A network of the zoo. */
public interface Architecture {

  /** Its name, paper and sizes. */
  ModelInfo info();

  /**
   * Adds the network's vertices, from {@code net.image()} to {@code net.classifier(x)}.
   *
   * @throws InvalidModelException if an option does not fit this network
   */
  void build(Net net);
}
