package org.dl4jzoo.app.setting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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

  private static final String TIME_BUDGET = "time-budget";

  /** Settings that say how long a training is, where its time doesn't. */
  private static final List<String> LENGTHS = List.of("epochs", "max-steps");

  /** Copies the names. */
  public AskedTraining {
    chosen = Set.copyOf(chosen);
  }

  /** A training all of whose settings are meant, such as one of before. */
  public static AskedTraining exactly(TrainConfig config) {
    return new AskedTraining(config, Setting.toMap(config).keySet());
  }

  /**
   * What flags and a configuration file say. A flag that chooses GPUs replaces what the file says
   * of them, and one that says how long the training is, all that the file says of that.
   *
   * @param ofFile values by name
   * @param given by flags
   */
  public static Map<String, Object> said(Map<String, Object> ofFile, Map<String, Object> given) {
    Map<String, Object> said = new HashMap<>(ofFile);
    if (given.containsKey("devices")) {
      said.remove("device");
    } else if (given.containsKey("device")) {
      said.remove("devices");
    }
    boolean fitsLength = given.containsKey(TIME_BUDGET);
    if (fitsLength || (said.containsKey(TIME_BUDGET) && !lengths(given).isEmpty())) {
      said.remove(TIME_BUDGET);
      said.keySet().removeAll(LENGTHS);
    }
    said.putAll(given);
    return said;
  }

  /** Those of the lengths that are said. */
  private static List<String> lengths(Map<String, Object> said) {
    return LENGTHS.stream().filter(said::containsKey).toList();
  }

  /**
   * The same of a run that is gone on with. One that was fitted to a time may end after other
   * steps, but has no epochs beyond those it was fitted to; one that is still to be has neither.
   *
   * @param before the run's settings
   * @param given values by name
   * @throws UsageException if it does
   */
  public static void checkLength(TrainConfig before, Map<String, Object> given) {
    boolean fitted = before.maxSteps() != null;
    List<String> alone = lengths(given);
    boolean ends = fitted && alone.equals(List.of("max-steps"));
    if (before.timeBudget() != null && alone.size() == 1 && !ends) {
      throw new UsageException(
          "the run's time-budget decides how many epochs and steps there are: epochs and max-steps"
              + " replace it together; got %s %s alone"
                  .formatted(alone.get(0), given.get(alone.get(0))));
    }
  }

  /**
   * Checks that one thing decides how long the training is. Settings that have {@code max-steps}
   * too are those of a run whose length was fitted to its time budget.
   *
   * @param said what somebody gave, without defaults
   * @throws UsageException if the time is given, and epochs or steps, but not both
   */
  public static void checkLength(Map<String, Object> said) {
    List<String> lengths = lengths(said);
    if (said.containsKey(TIME_BUDGET) && lengths.size() == 1) {
      String length = lengths.get(0);
      throw new UsageException(
          "time-budget decides how many epochs and steps there are; got %s %s too"
              .formatted(length, said.get(length)));
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
}
