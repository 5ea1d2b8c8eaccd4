package org.dl4jzoo.app.setting;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.Subset;

/**
 * A training that somebody asks for.
 *
 * @param config its settings
 * @param chosen names of the settings that somebody chose; others may be made to fit the images
 *     that there are
 */
public record AskedTraining(TrainConfig config, Set<String> chosen) {

  /** Copies the names. */
  public AskedTraining {
    chosen = Set.copyOf(chosen);
  }

  /** A training all of whose settings are meant, such as one of before. */
  public static AskedTraining exactly(TrainConfig config) {
    return new AskedTraining(config, Setting.toMap(config).keySet());
  }

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

  /** The settings, without shares that nobody chose where the images have their own split. */
  public TrainConfig of(LabelledImages images) {
    boolean isSplit = !images.examples(Subset.VALIDATION).isEmpty();
    return isSplit && !chosen.contains("split") ? config.with("split", null) : config;
  }

  /**
   * The settings with more epochs where the images are few and nobody chose how many there are.
   *
   * @param complete the settings with a batch size
   * @param trainingImages how many there are
   * @param tell hears if there are more epochs
   */
  public TrainConfig longEnough(TrainConfig complete, int trainingImages, Consumer<String> tell) {
    return FewImages.lengthened(complete, chosen, trainingImages, tell);
  }

  /**
   * The same with the engine chosen where it was not. A GPU takes images of one size: they grow
   * there only if somebody chose that, which is refused.
   *
   * @param tell hears if they don't grow
   */
  public AskedTraining on(Backend backend, Consumer<String> tell) {
    boolean grows = config.startSize() != null && !chosen.contains("start-size");
    if (backend != Backend.CUDA || !grows) {
      return new AskedTraining(config.on(backend), chosen);
    }
    tell.accept(
        "images have %d pixels from the beginning on a GPU, where they can't grow"
            .formatted(config.imageSize()));
    return new AskedTraining(config.with("start-size", null).on(backend), chosen);
  }

  /** What was said of the classifier's epochs and is not used, as it has none; a sentence each. */
  public List<String> unused() {
    return config.headEpochs() != null
        ? List.of()
        : Stream.of("head-learning-rate", "views")
            .filter(chosen::contains)
            .map("%s is not used where head-epochs auto fits the classifier"::formatted)
            .toList();
  }
}
