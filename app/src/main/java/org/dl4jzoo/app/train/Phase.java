package org.dl4jzoo.app.train;

import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.zoo.training.LayerRates;
import org.dl4jzoo.zoo.training.LearningRateSchedule;
import org.dl4jzoo.zoo.training.TrainingSettings;

/**
 * Epochs that train the same layers.
 *
 * @param config the settings that hold in it; its epochs are those of the phase
 * @param firstEpoch epochs before it
 * @param from the stage from which on layers are trained; null for all of them
 * @param totalEpochs epochs of all phases
 */
record Phase(TrainConfig config, int firstEpoch, String from, int totalEpochs) {

  static final String CLASSIFIER = "classifier";

  /**
   * The phases of a training, in their order: the classifier alone, then what is unfrozen.
   *
   * @throws UsageException if side classifiers would have to be trained on a frozen backbone
   */
  static List<Phase> of(TrainConfig config) {
    int headEpochs = headEpochs(config);
    boolean freezes = headEpochs > 0 || !config.unfreeze().equals(TrainConfig.ALL);
    if (freezes && config.auxiliaryHeads()) {
      throw new UsageException(
          "auxiliary-heads can't be trained while part of the network is frozen");
    }
    boolean unfreezes = !config.unfreeze().equals(TrainConfig.NONE);
    int total = headEpochs + (unfreezes ? config.epochs() : 0);
    List<Phase> phases = new ArrayList<>();
    if (headEpochs > 0) {
      phases.add(new Phase(ofHead(config), 0, CLASSIFIER, total));
    }
    if (unfreezes) {
      String from = config.unfreeze().equals(TrainConfig.ALL) ? null : config.unfreeze();
      phases.add(new Phase(config, headEpochs, from, total));
    }
    return phases;
  }

  /** The last of them. */
  static Phase last(TrainConfig config) {
    List<Phase> phases = of(config);
    return phases.get(phases.size() - 1);
  }

  private static int headEpochs(TrainConfig config) {
    return config.headEpochs() == null ? 1 : config.headEpochs();
  }

  /** The settings that hold while the classifier alone is trained, on features of images. */
  private static TrainConfig ofHead(TrainConfig config) {
    TrainConfig head =
        config.headEpochs() == null
            ? config
                .with("accumulate", 1)
                .with("ema-decay", 0)
                .with("label-smoothing", 0)
                .with("mixup", 0)
            : config;
    return head.with("warmup-epochs", 0)
        .with("epochs", headEpochs(config))
        .with("learning-rate", config.headLearningRate())
        .with("backbone-lr-factor", 1)
        .with("layer-lr-decay", 1)
        .with("cutmix", 0)
        .with("erase", 0)
        .with("patience", null)
        .with("max-steps", null);
  }

  /**
   * How the phase trains its network.
   *
   * @param batchesAnEpoch on which the learning rate's schedule depends
   */
  TrainingSettings training(int batchesAnEpoch) {
    return training(batchesAnEpoch, 1);
  }

  /**
   * The same at a part of the learning rate.
   *
   * @param rateFactor the part
   */
  TrainingSettings training(int batchesAnEpoch, double rateFactor) {
    int stepsAnEpoch = stepsAnEpoch(batchesAnEpoch);
    return new TrainingSettings(
        config.optimizer(),
        new LearningRateSchedule(
            config.schedule(),
            rateFactor * config.learningRate(),
            warmupSteps(batchesAnEpoch),
            steps(stepsAnEpoch)),
        new LayerRates(config.backboneLrFactor(), config.layerLrDecay()),
        config.weightDecay(),
        config.clipNorm(),
        config.execution(),
        config.memory());
  }

  /** A time budget ends the schedule with the training; max-steps alone cuts it off. */
  private int steps(int stepsAnEpoch) {
    int all = config.epochs() * stepsAnEpoch;
    boolean fitted = config.timeBudget() != null && config.maxSteps() != null;
    return fitted ? Math.min(all, config.maxSteps()) : all;
  }

  /** Whether its length is still to be fitted to a time budget, as it is where it begins. */
  boolean isToFit(TrainingState state) {
    boolean open = config.timeBudget() != null && config.maxSteps() == null;
    return open && end() == totalEpochs && startsAt(state);
  }

  /** Weight updates of an epoch. */
  int stepsAnEpoch(int batchesAnEpoch) {
    return (batchesAnEpoch + config.accumulate() - 1) / config.accumulate();
  }

  /** Steps in which the learning rate still rises. */
  int warmupSteps(int batchesAnEpoch) {
    return config.warmupEpochs() * stepsAnEpoch(batchesAnEpoch);
  }

  /** Epochs of the training up to its end. */
  int end() {
    return firstEpoch + config.epochs();
  }

  /**
   * Whether all but the classifier is frozen, so that an image has the same features each epoch.
   */
  boolean trainsClassifierOnly() {
    return CLASSIFIER.equals(from);
  }

  /**
   * Whether the classifier is fitted to its minimum in a single step, on all images at once. That
   * step has no learning rate, and its epoch is the first.
   */
  boolean fitsClassifier() {
    return firstEpoch == 0 && trainsClassifierOnly() && config.headEpochs() == null;
  }

  /** Whether a training in this state is at the start of the phase. */
  boolean startsAt(TrainingState state) {
    return state.epoch() == firstEpoch && state.begun().batches() == 0;
  }

  /** Steps of the training before this phase. */
  int stepsBefore(TrainingState state) {
    return firstEpoch == 0 ? 0 : state.history().get(firstEpoch - 1).step();
  }

  /** Epochs of this phase since the best one of the training. */
  int epochsSinceBest(TrainingState state) {
    return Math.min(state.epochsSinceBest(), state.epoch() - firstEpoch);
  }
}
