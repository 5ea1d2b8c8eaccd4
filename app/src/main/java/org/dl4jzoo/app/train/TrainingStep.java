package org.dl4jzoo.app.train;

import java.util.Optional;
import java.util.function.Supplier;
import org.dl4jzoo.app.learn.Learner;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.app.train.mix.BatchMix;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.zoo.training.TrainingBatch;
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

  /** The batch that comes next, if it was mixed while a device computed the one before. */
  private Mixed ahead;

  /** What is learned of a batch. */
  private record Mixed(Batch batch, long seed, TrainingBatch learned) {

    /** Frees what was made of the batch; the batch itself is its owner's. */
    @SuppressWarnings("ReferenceEquality") // Equal numbers in other arrays were made of it.
    void free() {
      if (learned.input() != batch.images()) {
        learned.input().close();
      }
      if (learned.targets() != batch.labels()) {
        learned.targets().close();
      }
    }
  }

  /** Steps of what learns. */
  TrainingStep(Learner learner, TrainConfig config) {
    this.learner = learner;
    this.config = config;
  }

  /** Trains on a batch that no other is known to follow. */
  void take(Batch batch, boolean update, LossAndAccuracy metrics) {
    take(batch, update, metrics, Optional::empty);
  }

  /**
   * Trains on a batch.
   *
   * @param update whether the step ends with it
   * @param metrics gets loss and accuracy before the update
   * @param next gives the batch of the next call, if there is one; a device asks while it computes
   */
  @SuppressWarnings("ReferenceEquality") // Equal numbers in other arrays were not mixed.
  void take(Batch batch, boolean update, LossAndAccuracy metrics, Supplier<Optional<Batch>> next) {
    long steps = learner.network().getIterationCount();
    long seed = seed(steps, batchesOfStep);
    boolean mixed = ahead != null && ahead.batch() == batch && ahead.seed() == seed;
    Mixed now = mixed ? ahead : mix(batch, seed);
    ahead = null;
    int batchesThen = update ? 0 : batchesOfStep + 1;
    long seedThen = seed(update ? steps + 1 : steps, batchesThen);
    INDArray logits =
        learner.learn(now.learned(), seed, update, () -> next.get().map(b -> ahead(b, seedThen)));
    batchesOfStep = batchesThen;
    metrics.add(logits, now.learned().targets());
    now.free();
  }

  private long seed(long steps, int batches) {
    return config.seed() + steps * config.accumulate() + batches;
  }

  private TrainingBatch ahead(Batch batch, long seed) {
    ahead = mix(batch, seed);
    return ahead.learned();
  }

  @SuppressWarnings("ReferenceEquality") // Equal numbers in other arrays are freed apart.
  private Mixed mix(Batch batch, long seed) {
    BatchMix mix = BatchMix.draw(config.mixup(), config.cutmix(), batch.images(), seed);
    INDArray images = mix.images(batch.images());
    INDArray smooth = smooth(batch.labels(), config.labelSmoothing());
    INDArray targets = mix.targets(smooth);
    if (smooth != batch.labels() && smooth != targets) {
      smooth.close();
    }
    return new Mixed(batch, seed, new TrainingBatch(images, targets));
  }

  /**
   * Takes a share of each target and spreads it over all classes (Szegedy et al. 2016,
   * arXiv:1512.00567, section 7).
   */
  static INDArray smooth(INDArray oneHot, double spread) {
    return spread == 0 ? oneHot : oneHot.mul(1 - spread).addi(spread / oneHot.size(1));
  }
}
