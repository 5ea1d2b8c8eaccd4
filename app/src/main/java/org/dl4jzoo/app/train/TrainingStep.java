package org.dl4jzoo.app.train;

import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.divergence.GradientNorm;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.batch.Batch;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What training does with a batch: it smooths the targets, mixes images, computes the gradient, and
 * updates the network once there are enough batches. All random numbers depend on the seed and the
 * number of the batch only, so that a resumed training draws the same.
 */
final class TrainingStep {

  private final ComputationGraph network;
  private final TrainConfig config;
  private final WeightAverage average;
  private final ClassifierOutput output = new ClassifierOutput();
  private final GradientAccumulation gradients = new GradientAccumulation();
  private final GradientNorm gradientNorm = new GradientNorm();
  private int batchesOfStep;

  /**
   * Steps of a network that is prepared for training.
   *
   * @param average follows every update; null for none
   */
  TrainingStep(ComputationGraph network, TrainConfig config, WeightAverage average) {
    this.network = network;
    this.config = config;
    this.average = average;
    network.setListeners(output, gradients, gradientNorm);
  }

  /**
   * Trains on a batch.
   *
   * @param update whether the step ends with it
   * @param metrics gets loss and accuracy before the update
   */
  void take(Batch batch, boolean update, LossAndAccuracy metrics) {
    long seed = config.seed() + (long) network.getIterationCount() * config.accumulate();
    Nd4j.getRandom().setSeed(seed + batchesOfStep);
    Mixup mixup = Mixup.draw(config.mixup(), seed + batchesOfStep);
    INDArray[] images = {mixup.apply(batch.images())};
    INDArray targets = mixup.apply(smooth(batch.labels(), config.labelSmoothing()));
    INDArray[] targetsOfEachHead = new INDArray[network.getNumOutputArrays()];
    Arrays.fill(targetsOfEachHead, targets);
    if (update) {
      network.fit(images, targetsOfEachHead);
      batchesOfStep = 0;
      if (average != null) {
        average.follow(network.params(), network.getIterationCount());
      }
    } else {
      gradients.add(network, images, targetsOfEachHead);
      batchesOfStep++;
    }
    metrics.add(output.logits(), targets);
  }

  /** The norm of the gradient of the last update; 0 before the first. */
  double gradientNorm() {
    return gradientNorm.value();
  }

  /**
   * Takes a share of each target and spreads it over all classes (Szegedy et al. 2016,
   * arXiv:1512.00567, section 7).
   */
  static INDArray smooth(INDArray oneHot, double spread) {
    return spread == 0 ? oneHot : oneHot.mul(1 - spread).addi(spread / oneHot.size(1));
  }
}
