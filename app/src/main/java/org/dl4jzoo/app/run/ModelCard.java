package org.dl4jzoo.app.run;

import java.util.List;
import java.util.Objects;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.weights.WeightsInfo;

/**
 * What has to be known to use a network, or to train on with it; in every checkpoint.
 *
 * @param model its registry name
 * @param options what shapes it
 * @param preprocessing what is done to an image before the network sees it
 * @param labels the classes, in the order of the classifier's outputs
 * @param weights what the training began with; null for random weights
 */
public record ModelCard(
    String model,
    ModelOptions options,
    Preprocessing preprocessing,
    List<String> labels,
    WeightsInfo weights) {

  /** Checks that nothing is missing that has to be known, and copies the list. */
  public ModelCard {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(preprocessing, "preprocessing");
    labels = List.copyOf(labels);
  }

  /** Where the network's own weights come from: what made them, and all that they began with. */
  public String source(String maker) {
    return weights == null ? maker : "%s from %s".formatted(maker, weights.origin());
  }
}
