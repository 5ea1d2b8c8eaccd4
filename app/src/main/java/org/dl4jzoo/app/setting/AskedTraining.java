package org.dl4jzoo.app.setting;

import java.util.ArrayList;
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

  /** What epochs of the classifier take. */
  private static final List<String> OF_HEAD_EPOCHS = List.of("head-learning-rate", "views");

  /** What the epochs take that train more than the classifier. */
  private static final List<String> OF_EPOCHS =
      List.of(
          "epochs",
          "warmup-epochs",
          "max-steps",
          "patience",
          "learning-rate",
          "backbone-lr-factor");

  /** What steps take, of which a fit of the classifier has none. */
  private static final List<String> OF_STEPS =
      List.of(
          "optimizer",
          "schedule",
          "weight-decay",
          "clip-norm",
          "accumulate",
          "ema-decay",
          "label-smoothing",
          "mixup");

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
   * @throws UsageException if the time is given, and epochs or steps, but not both
   */
  public static void checkLength(Map<String, Object> said) {
    List<String> lengths = Stream.of("epochs", "max-steps").filter(said::containsKey).toList();
    if (said.containsKey("time-budget") && lengths.size() == 1) {
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

  /** What was chosen and is not used, as nothing is trained that takes it; a sentence each. */
  public List<String> unused() {
    boolean fits = config.headEpochs() == null;
    boolean ends = config.unfreeze().equals(TrainConfig.NONE);
    List<String> sentences = new ArrayList<>();
    if (fits) {
      addUnused(OF_HEAD_EPOCHS, "where head-epochs auto fits the classifier", sentences);
    }
    if (ends) {
      addUnused(OF_EPOCHS, "with unfreeze none, which trains the classifier alone", sentences);
    }
    if (fits && ends) {
      addUnused(OF_STEPS, "with unfreeze none, which only fits the classifier", sentences);
    }
    if (config.timeBudget() != null && config.maxSteps() != null) {
      addUnused(
          List.of("time-budget"),
          "where epochs and max-steps are given, as by a run that was fitted to a time",
          sentences);
    }
    return sentences;
  }

  private void addUnused(List<String> settings, String where, List<String> sentences) {
    List<String> said = settings.stream().filter(chosen::contains).toList();
    if (!said.isEmpty()) {
      String verb = said.size() == 1 ? "is" : "are";
      sentences.add("%s %s not used %s".formatted(String.join(", ", said), verb, where));
    }
  }
}
