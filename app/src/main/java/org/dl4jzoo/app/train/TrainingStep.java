package org.dl4jzoo.app.train;

import org.dl4jzoo.app.learn.Learner;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.app.train.mix.BatchMix;
import org.dl4jzoo.data.batch.Batch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What training does with a batch: it smooths the targets, mixes images, and lets the network learn
 * them. All random numbers depend on the seed and the number of the batch only, so that a resumed
 * training draws the same.
 */
final class TrainingStep {

  private final Learner learner;
  private final TrainConfig config;
  private int batchesOfStep;

  /** Steps of what learns. */
  TrainingStep(Learner learner, TrainConfig config) {
    this.learner = learner;
    this.config = config;
  }

  /**
   * Trains on a batch.
   *
   * @param update whether the step ends with it
   * @param metrics gets loss and accuracy before the update
   */
  void take(Batch batch, boolean update, LossAndAccuracy metrics) {
    long steps = learner.network().getIterationCount();
    long seed = config.seed() + steps * config.accumulate() + batchesOfStep;
    BatchMix mix = BatchMix.draw(config.mixup(), config.cutmix(), batch.images(), seed);
    INDArray images = mix.images(batch.images());
    INDArray targets = mix.targets(smooth(batch.labels(), config.labelSmoothing()));
    INDArray logits = learner.learn(images, targets, seed, update);
    batchesOfStep = update ? 0 : batchesOfStep + 1;
    metrics.add(logits, targets);
  }

  /**
   * Takes a share of each target and spreads it over all classes (Szegedy et al. 2016,
   * arXiv:1512.00567, section 7).
   */
  static INDArray smooth(INDArray oneHot, double spread) {
    return spread == 0 ? oneHot : oneHot.mul(1 - spread).addi(spread / oneHot.size(1));
  }
}
