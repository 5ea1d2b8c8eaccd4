package org.dl4jzoo.zoo.model;

import java.util.List;

/** A network of the zoo. */
public interface Architecture {

  /** Its name, paper, sizes and options. */
  ModelInfo info();

  /** Adds the vertices from {@code net.image()} to the last feature map, and returns that. */
  Vertex features(Net net);

  /** Adds the vertices from the last feature map to {@code net.classifier(x)}. */
  void top(Net net, Vertex features);

  /**
   * What published weight files call its layers, of each scheme that has this network. Where a
   * scheme has older names too, those that are written come first.
   */
  default List<LayerNames> names(ModelOptions options) {
    return List.of();
  }
}
