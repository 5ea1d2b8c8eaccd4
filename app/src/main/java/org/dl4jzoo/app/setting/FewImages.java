package org.dl4jzoo.app.setting;

import java.util.Set;
import java.util.function.Consumer;
import org.dl4jzoo.app.console.Amount;

/**
 * How long a training that begins with weights is where its images are few. Their epochs have few
 * steps, of which the usual number of epochs makes too few to learn more than the classifier
 * (docs/recipes.md).
 */
final class FewImages {

  private static final int LEAST_STEPS = 120;

  /** A larger batch makes fewer steps of as many images, not fewer images. */
  private static final int LARGEST_BATCH = 32;

  /** Each of them says how long the training is, or that epochs are what is meant. */
  private static final Set<String> LENGTHS =
      Set.of("epochs", "max-steps", "time-budget", "patience");

  private FewImages() {}

  /**
   * The settings with as many epochs as make enough steps, unless somebody chose how many. The
   * warm-up stays the same share of them.
   *
   * @param chosen names of the settings that somebody chose
   * @param images to train on
   * @param tell hears if there are more epochs
   */
  static TrainConfig lengthened(
      TrainConfig config, Set<String> chosen, int images, Consumer<String> tell) {
    int stepsAnEpoch = ceil(images, Math.min(config.batchSize(), LARGEST_BATCH));
    int epochs = ceil(LEAST_STEPS, stepsAnEpoch);
    boolean trainsLayers =
        !config.weights().equals(TrainConfig.NONE) && !config.unfreeze().equals(TrainConfig.NONE);
    if (!trainsLayers || epochs <= config.epochs() || LENGTHS.stream().anyMatch(chosen::contains)) {
      return config;
    }
    tell.accept(
        "epochs is raised from %d, the default, to %d: an epoch of %s is short"
            .formatted(config.epochs(), epochs, Amount.of(images, "training image")));
    int warmUp = Math.round((float) config.warmupEpochs() * epochs / config.epochs());
    TrainConfig longer = config.with("epochs", epochs);
    return chosen.contains("warmup-epochs") ? longer : longer.with("warmup-epochs", warmUp);
  }

  private static int ceil(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
