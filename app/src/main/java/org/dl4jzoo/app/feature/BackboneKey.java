package org.dl4jzoo.app.feature;

import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.Net;

/**
 * What decides the features of an image, apart from the image and the parameters.
 *
 * @param model registry name of the network
 * @param options all of its options, so that no new one can be forgotten here
 * @param engine whose layers compute
 */
public record BackboneKey(String model, ModelOptions options, Engine engine) {

  /** The description of the network that the features are of. */
  Net net() {
    return Models.net(Models.named(model), options);
  }

  /** A text that differs where the features may. */
  String text() {
    return Json.line(this);
  }
}
