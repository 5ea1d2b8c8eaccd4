package org.dl4jzoo.zoo.model;

import java.util.List;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.names.StoredLayers;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Vertex;

/** A network of the zoo. */
public interface Architecture {

  /** Its name, paper, sizes and options. */
  ModelInfo info();

  /** Adds the vertices from {@code net.image()} to the last feature map, and returns that. */
  Vertex features(Net net, ModelOptions options);

  /** Adds the vertices from the last feature map to the classifier. */
  void top(Net net, Vertex features, ModelOptions options);

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
