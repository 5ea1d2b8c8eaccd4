package org.dl4jzoo.app.train;

import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.zoo.layer.OnePassUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is done with a batch: its targets, mixing, the gradient, and the update once there are
 * batches enough. Everything random depends on the seed and the batch's place only, so a resumed
 * training draws the same.
 */
final class TrainingStep {

  private final ComputationGraph network;
  private final TrainConfig config;
  private final WeightAverage average;
  private final ClassifierOutput output = new ClassifierOutput();
  private final GradientSum gradients = new GradientSum();
  private int batchesOfStep;

  /**
   * Steps of a network.
   *
   * @param average follows every update; null for none
   */
  TrainingStep(ComputationGraph network, TrainConfig config, WeightAverage average) {
    this.network = network;
    this.config = config;
    this.average = average;
    OnePassUpdater.install(network);
    config.memory().install(network);
    network.setListeners(output, gradients);
  }

  /**
   * Trains on a batch.
   *
   * @param update whether the step ends with it
   * @param tally gets the probabilities before the update
   */
  void take(Batch batch, boolean update, Tally tally) {
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
    tally.add(output.probabilities(), targets);
  }

  /**
   * Takes a share of each target and spreads it over all classes (Szegedy et al. 2016,
   * arXiv:1512.00567, section 7).
   */
  static INDArray smooth(INDArray oneHot, double spread) {
    return spread == 0 ? oneHot : oneHot.mul(1 - spread).addi(spread / oneHot.size(1));
  }
}
