package org.dl4jzoo.app.rank;

import java.util.Map;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.ParameterLayer;

/**
 * A network with the weights that it would begin with.
 *
 * @param model its registry name
 * @param weights a name of published weights, or the path of a file, as {@code --weights} takes it
 */
record Candidate(String model, String weights) {

  /** Lets the settings of a training say this network, where they left the choice open. */
  void putInto(Map<String, Object> settings) {
    settings.put("model", model);
    settings.put("weights", weights);
    settings.remove("max-latency");
    settings.remove("max-size");
  }

  /** How many features of an image its classifier sees. */
  long features() {
    Architecture architecture = Models.named(model);
    ImageShape input =
        Models.parameterLayers(architecture, ModelOptions.of(architecture, 2)).stream()
            .filter(layer -> layer.vertex().equals(ParameterLayer.CLASSIFIER))
            .findFirst()
            .orElseThrow()
            .input();
    return (long) input.height() * input.width() * input.channels();
  }

  @Override
  public String toString() {
    return "%s with %s".formatted(model, weights);
  }
}
