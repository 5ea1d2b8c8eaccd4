package org.dl4jzoo.app.setting;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.app.console.UsageException;

/**
 * A training that somebody asks for.
 *
 * @param config its settings
 * @param batchIsDefault whether nobody chose the batch size, so that it may be lowered to the
 *     images that there are
 */
public record AskedTraining(TrainConfig config, boolean batchIsDefault) {

  /**
   * Checks that one thing decides how long the training is. Settings that have {@code max-steps}
   * too are those of a run whose length was fitted to its time budget.
   *
   * @param said what somebody gave, without defaults
   * @throws UsageException if time and epochs are both given
   */
  public static void checkLength(Map<String, Object> said) {
    if (said.containsKey("time-budget")
        && said.containsKey("epochs")
        && !said.containsKey("max-steps")) {
      throw new UsageException(
          "time-budget decides how many epochs there are; got epochs %s too"
              .formatted(said.get("epochs")));
    }
  }

  /** The same with the engine chosen where it was not. */
  public AskedTraining on(Backend backend) {
    return new AskedTraining(config.on(backend), batchIsDefault);
  }

  /**
   * What was said of the classifier's epochs and is not used, as it has none; a sentence each.
   *
   * @param said names of the settings that somebody chose
   */
  public List<String> unused(Set<String> said) {
    return config.headEpochs() != null
        ? List.of()
        : Stream.of("head-learning-rate", "views")
            .filter(said::contains)
            .map("%s is not used where head-epochs auto fits the classifier"::formatted)
            .toList();
  }
}
