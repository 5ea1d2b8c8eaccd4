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
   * scheme has older names too, those that are written come first. The order is the same whatever
   * the options are.
   */
  default List<LayerNames> names(ModelOptions options) {
    return List.of();
  }

  /**
   * The options of the network whose weights a file has, as far as the names and sizes of its
   * layers tell. What they don't tell, or tell in contradiction, is as published.
   */
  default ModelOptions infer(StoredLayers file) {
    return CommonOptions.infer(this, file);
  }
}
