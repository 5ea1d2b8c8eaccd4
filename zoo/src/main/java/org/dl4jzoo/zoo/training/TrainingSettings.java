package org.dl4jzoo.zoo.training;

import java.util.Objects;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;

/**
 * How a network is trained.
 *
 * @param optimizer what turns gradients into steps
 * @param learningRate of the classifiers in every step
 * @param layerRates the shares of it that layers take
 * @param weightDecay of weights, at least 0; biases and batch norm never decay
 * @param clipNorm Euclidean norm that a step's gradient is shortened to where it is longer, that of
 *     the mean loss before weight decay; 0 = off
 * @param execution what computes the layers
 * @param memory how much memory a step takes; no result depends on it
 */
public record TrainingSettings(
    Optimizer optimizer,
    LearningRate learningRate,
    LayerRates layerRates,
    double weightDecay,
    double clipNorm,
    Execution execution,
    MemoryUse memory) {

  /** Checks the ranges. */
  public TrainingSettings {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(learningRate, "learningRate");
    Objects.requireNonNull(layerRates, "layerRates");
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(memory, "memory");
    if (!(weightDecay >= 0)) {
      throw new IllegalArgumentException("weightDecay must be at least 0; got " + weightDecay);
    }
    if (!(clipNorm >= 0)) {
      throw new IllegalArgumentException("clipNorm must be at least 0; got " + clipNorm);
    }
  }

  /** Settings that leave gradients as long as they are. */
  public TrainingSettings(
      Optimizer optimizer,
      LearningRate learningRate,
      LayerRates layerRates,
      double weightDecay,
      Execution execution,
      MemoryUse memory) {
    this(optimizer, learningRate, layerRates, weightDecay, 0, execution, memory);
  }

  /** All layers at one rate that stays, without weight decay, on the fastest engine. */
  public static TrainingSettings of(Optimizer optimizer, double learningRate) {
    return new TrainingSettings(
        optimizer,
        LearningRateSchedule.constant(learningRate),
        LayerRates.EQUAL,
        0,
        Execution.on(Engine.fastest()),
        MemoryUse.NORMAL);
  }

  /** The same with another learning rate. */
  public TrainingSettings with(LearningRate newLearningRate) {
    return new TrainingSettings(
        optimizer, newLearningRate, layerRates, weightDecay, clipNorm, execution, memory);
  }

  /**
   * The same with clipped gradients.
   *
   * @param newClipNorm norm that the gradient of a step may have
   */
  public TrainingSettings clippedTo(double newClipNorm) {
    return new TrainingSettings(
        optimizer, learningRate, layerRates, weightDecay, newClipNorm, execution, memory);
  }

  /** The same, computed otherwise. */
  public TrainingSettings with(Execution newExecution) {
    return new TrainingSettings(
        optimizer, learningRate, layerRates, weightDecay, clipNorm, newExecution, memory);
  }

  /** The same in another amount of memory. */
  public TrainingSettings with(MemoryUse newMemory) {
    return new TrainingSettings(
        optimizer, learningRate, layerRates, weightDecay, clipNorm, execution, newMemory);
  }
}
