package org.dl4jzoo.app.setting;

import static org.dl4jzoo.app.setting.SettingCheck.atLeast;
import static org.dl4jzoo.app.setting.SettingCheck.atLeastIfGiven;
import static org.dl4jzoo.app.setting.SettingCheck.atMost;
import static org.dl4jzoo.app.setting.SettingCheck.check;
import static org.dl4jzoo.app.setting.SettingCheck.notNegative;
import static org.dl4jzoo.app.setting.SettingCheck.positive;
import static org.dl4jzoo.app.setting.SettingCheck.share;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;

/** The ranges of the settings of {@link TrainConfig}, by topic. */
final class SettingRanges {

  /** Each of them is started, whether there is work for it or not. */
  private static final int MOST_THREADS = 1024;

  /** More don't fit into a batch of the backbone. */
  private static final int MOST_VIEWS = 32;

  /** Shares are all but equal long before. */
  private static final int MOST_ALPHA = 10;

  private SettingRanges() {}

  /** Which GPUs compute. */
  static void devices(Integer device, Devices devices, Backend backend, Engine engine) {
    if (device != null) {
      atLeast("device", 0, device);
    }
    check(device == null || devices == null, "devices", "unset with device " + device, devices);
    check(
        devices == null || backend != Backend.CPU,
        "devices",
        "unset with backend cpu, which has no GPU",
        devices);
    check(
        devices == null || engine == null || engine == Engine.CUDA,
        "devices",
        "unset with engine %s, as only engine cuda trains on several GPUs".formatted(lower(engine)),
        devices);
  }

  private static String lower(Engine engine) {
    return engine == null ? null : engine.name().toLowerCase(Locale.ROOT);
  }

  /** What batch norm measures of a batch that several GPUs share. */
  static void syncNorm(boolean syncNorm, Devices devices, NormStatistics normStatistics) {
    check(
        !syncNorm || devices != null,
        "sync-norm",
        "false without devices: one GPU has the whole batch",
        syncNorm);
    check(
        !syncNorm || normStatistics == NormStatistics.BATCH,
        "sync-norm",
        "false with norm-statistics fixed, which measures no batch",
        syncNorm);
  }

  /** Little memory is for layers that can compute again what they did not keep. */
  static void memory(Engine engine, MemoryUse memory) {
    boolean normal = memory == MemoryUse.NORMAL;
    check(
        normal || engine != Engine.STOCK,
        "memory",
        "normal with engine stock, whose layers keep everything",
        "low");
    check(normal || engine != Engine.CUDA, "memory", "normal with engine cuda", "low");
  }

  /** What the images are, and who reads them. */
  static void images(Integer imageSize, Integer channels, int views, int threads) {
    check(channels == null || channels == 1 || channels == 3, "channels", "1 or 3", channels);
    atLeastIfGiven("image-size", imageSize);
    check(views >= 1 && views <= MOST_VIEWS, "views", "from 1 to " + MOST_VIEWS, views);
    atLeast("threads", 1, threads);
    atMost("threads", MOST_THREADS, threads);
  }

  /** How much is trained, and in which pieces. */
  static void length(
      int epochs,
      Integer headEpochs,
      Integer batchSize,
      int accumulate,
      Integer maxSteps,
      Integer patience) {
    atLeast("epochs", 1, epochs);
    if (headEpochs != null) {
      atLeast("head-epochs", 0, headEpochs);
    }
    atLeastIfGiven("batch-size", batchSize);
    atLeast("accumulate", 1, accumulate);
    atLeastIfGiven("max-steps", maxSteps);
    atLeastIfGiven("patience", patience);
  }

  /** How long it is trained, where that decides how much. */
  static void timeBudget(Duration time, String unfreeze, Integer folds, Integer fold) {
    if (time != null) {
      check(
          folds == null || fold != null,
          "time-budget",
          "left out with folds, which train a network each and one more, or given with fold",
          DurationText.of(time));
      check(
          time.compareTo(Duration.ZERO) > 0, "time-budget", "longer than 0", DurationText.of(time));
      check(
          !unfreeze.equals(TrainConfig.NONE),
          "time-budget",
          "left out where unfreeze is none, which leaves no epochs to fit to it",
          DurationText.of(time));
    }
  }

  /** The learning rates. */
  static void rates(double learningRate, double headLearningRate, int warmupEpochs, int epochs) {
    positive("learning-rate", learningRate);
    positive("head-learning-rate", headLearningRate);
    check(
        warmupEpochs >= 0 && warmupEpochs < epochs,
        "warmup-epochs",
        "at least 0 and less than the %d epochs".formatted(epochs),
        warmupEpochs);
  }

  /** The shares of the learning rate that layers take. */
  static void layerRates(double backboneLrFactor, double layerLrDecay, String unfreeze) {
    layerRate("backbone-lr-factor", backboneLrFactor);
    layerRate("layer-lr-decay", layerLrDecay);
    check(
        layerLrDecay == 1 || !unfreeze.equals(TrainConfig.NONE),
        "layer-lr-decay",
        "1 where unfreeze is none, which trains no stage before the classifier",
        layerLrDecay);
  }

  private static void layerRate(String setting, double share) {
    check(share > 0 && share <= 1, setting, "in (0, 1]", share);
  }

  /** What keeps the network from learning its training images by heart. */
  static void regularization(double weightDecay, double labelSmoothing, double emaDecay) {
    notNegative("weight-decay", weightDecay);
    share("label-smoothing", labelSmoothing);
    share("ema-decay", emaDecay);
  }

  /** How images are changed for training, where there are images to change. */
  static void variation(
      double mixup, double cutmix, double erase, String unfreeze, Integer batchSize) {
    alpha("mixup", mixup, batchSize);
    alpha("cutmix", cutmix, batchSize);
    check(erase >= 0 && erase <= 1, "erase", "in [0, 1]", erase);
    ofParts("cutmix", cutmix, unfreeze);
    ofParts("erase", erase, unfreeze);
  }

  private static void ofParts(String setting, double value, String unfreeze) {
    check(
        value == 0 || !unfreeze.equals(TrainConfig.NONE),
        setting,
        "0 where unfreeze is none, as only features of whole images are trained on",
        value);
  }

  private static void alpha(String setting, double alpha, Integer batchSize) {
    check(alpha >= 0 && alpha <= MOST_ALPHA, setting, "in [0, %d]".formatted(MOST_ALPHA), alpha);
    boolean pairs = batchSize == null || batchSize > 1;
    check(
        alpha == 0 || pairs, setting, "0 with batch-size 1, which has nothing to mix with", alpha);
  }

  /** Cross-validation. */
  static void folds(Integer folds, Integer fold, List<Double> split, int saveTop) {
    if (folds == null) {
      check(fold == null, "fold", "unset without folds", fold);
      return;
    }
    check(folds >= 2, "folds", "at least 2", folds);
    check(
        fold == null || (fold >= 1 && fold <= folds),
        "fold",
        "from 1 to the %d folds".formatted(folds),
        fold);
    check(split == null, "split", "unset with folds, which split the images", split);
    check(
        saveTop == 0,
        "save-top",
        "0 with folds, of whose last training no epoch is validated",
        saveTop);
  }

  /** A fold that chose the network would not be a test of it. */
  static void keep(Keep keep, Integer folds, Integer patience) {
    check(
        folds == null || keep == Keep.LAST,
        "keep",
        "last with folds, since an epoch chosen on a fold looks better on it than it is",
        keep);
    check(
        patience == null || keep == Keep.BEST,
        "patience",
        "unset where keep is last: it waits for a better epoch",
        patience);
  }

  /** Which networks there are to choose among, and what the one that is chosen may cost. */
  static void choice(String model, String weights, Double maxLatency, Double maxSize) {
    boolean auto = model.equals(TrainConfig.AUTO);
    limit("max-latency", maxLatency, auto);
    limit("max-size", maxSize, auto);
    check(
        !auto || !weights.equals(TrainConfig.NONE),
        "weights",
        "imagenet or a folder of files of weights where model is auto",
        weights);
  }

  private static void limit(String setting, Double most, boolean auto) {
    check(
        most == null || auto,
        setting,
        "unset unless model is auto, as it is a limit of the choice among networks",
        most);
    if (most != null) {
      positive(setting, most);
    }
  }

  /** A network that was chosen on all images looks better on each fold than it is. */
  static void foldOfChoice(String model, Integer folds, Integer fold) {
    check(
        !model.equals(TrainConfig.AUTO) || folds == null || fold != null,
        "folds",
        "given with fold where model is auto, which then chooses on the training images of that"
            + " fold, as a network chosen on all images has seen those that test it",
        folds);
  }

  /** Which layers are trained, and when. */
  static void parts(
      String weights, Integer headEpochs, String unfreeze, NormStatistics normStatistics) {
    check(
        headEpochs == null || headEpochs > 0 || !unfreeze.equals(TrainConfig.NONE),
        "head-epochs",
        "auto or at least 1 where unfreeze is none",
        headEpochs);
    if (weights.equals(TrainConfig.NONE)) {
      withoutWeights(headEpochs, unfreeze, normStatistics);
    }
  }

  /** Random weights have nothing that could be kept. */
  private static void withoutWeights(
      Integer headEpochs, String unfreeze, NormStatistics normStatistics) {
    String rule = " without weights to begin with";
    boolean ofBatch = normStatistics == NormStatistics.BATCH;
    Object given = headEpochs == null ? "auto" : headEpochs;
    check(given.equals(0), "head-epochs", "0" + rule, given);
    check(unfreeze.equals(TrainConfig.ALL), "unfreeze", TrainConfig.ALL + rule, unfreeze);
    check(ofBatch, "norm-statistics", "batch" + rule, normStatistics);
  }
}
