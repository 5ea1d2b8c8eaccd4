package org.dl4jzoo.app.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dl4jzoo.data.batch.Augmentation;
import org.dl4jzoo.zoo.net.ParameterLayer;

/**
 * Settings that somebody chose and that a training doesn't use, as nothing is trained that takes
 * them.
 *
 * @param config the training's settings, as they are when it begins
 * @param chosen names of those that somebody chose
 */
public record UnusedSettings(TrainConfig config, Set<String> chosen) {

  /** What epochs of the classifier take on features of several variations of an image. */
  private static final String VIEWS = "views";

  private static final String HEAD_RATE = "head-learning-rate";

  /** What the epochs take that train more than the classifier. */
  private static final List<String> OF_EPOCHS =
      List.of(
          "epochs",
          "warmup-epochs",
          "max-steps",
          "patience",
          "learning-rate",
          "backbone-lr-factor",
          "norm-statistics");

  /** What layers before the classifier take. */
  private static final List<String> OF_STAGES =
      List.of("backbone-lr-factor", "layer-lr-decay", "norm-statistics", "erase");

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
          "dropout",
          "mixup");

  /** What batch norm takes. */
  private static final List<String> OF_NORMS = List.of("norm-statistics", "sync-norm");

  /** Copies the names. */
  public UnusedSettings {
    chosen = Set.copyOf(chosen);
  }

  /**
   * Tells them. Where all settings were given, as by a run's own file, nobody chose one of them.
   *
   * @param norms whether the network has batch norm
   * @return a sentence for each reason
   */
  public List<String> sentences(boolean norms) {
    List<String> sentences = new ArrayList<>();
    if (!chosen.containsAll(Setting.toWritten(config).keySet())) {
      addOfClassifier(sentences);
      addOfEpochs(sentences);
      if (!norms) {
        String where = "in %s, which has no batch norm".formatted(config.model());
        add(OF_NORMS, where, sentences);
      }
    }
    if (config.timeBudget() != null && config.maxSteps() != null) {
      add(
          List.of("time-budget"),
          "where epochs and max-steps are given, as by a run that was fitted to a time",
          sentences);
    }
    return sentences;
  }

  private void addOfClassifier(List<String> sentences) {
    boolean epochsOnFeatures = config.unfreeze().equals(ParameterLayer.CLASSIFIER);
    List<String> taken = epochsOnFeatures ? List.of(HEAD_RATE) : List.of(HEAD_RATE, VIEWS);
    boolean hasHeadEpochs = config.headEpochs() != null && config.headEpochs() > 0;
    if (config.headEpochs() == null) {
      add(taken, "where head-epochs auto fits the classifier", sentences);
    } else if (!hasHeadEpochs) {
      add(taken, "without head-epochs", sentences);
    }
    if ((hasHeadEpochs || epochsOnFeatures) && config.augment() == Augmentation.OFF) {
      add(List.of(VIEWS), "with augment off", sentences);
    }
  }

  private void addOfEpochs(List<String> sentences) {
    boolean ends = config.unfreeze().equals(TrainConfig.NONE);
    if (ends) {
      add(OF_EPOCHS, "with unfreeze none, which trains the classifier alone", sentences);
    } else if (config.unfreeze().equals(ParameterLayer.CLASSIFIER)) {
      add(OF_STAGES, "with unfreeze classifier, which trains nothing before it", sentences);
    }
    if (config.startSize() != null && config.epochs() == 1) {
      add(List.of("start-size"), "with 1 epoch, which has images of full size", sentences);
    }
    if (ends && config.headEpochs() == null) {
      add(OF_STEPS, "with unfreeze none, which only fits the classifier", sentences);
      if (config.augment() != Augmentation.OFF) {
        add(
            List.of("augment"),
            "with unfreeze none, which fits the classifier to images and their mirror images",
            sentences);
      }
    }
  }

  private void add(List<String> settings, String where, List<String> sentences) {
    List<String> said = settings.stream().filter(chosen::contains).toList();
    if (!said.isEmpty()) {
      String verb = said.size() == 1 ? "is" : "are";
      sentences.add("%s %s not used %s".formatted(String.join(", ", said), verb, where));
    }
  }
}
