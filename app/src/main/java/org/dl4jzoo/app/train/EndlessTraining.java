package org.dl4jzoo.app.train;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.learn.Learner;
import org.dl4jzoo.app.setting.AskedTraining;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.batch.Lookahead;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.kernel.KernelTimes;

/**
 * The steps of a training, one epoch after another, to be measured: with the batches and the step
 * of {@code zoo train}, but nothing is validated, saved or shown.
 */
public final class EndlessTraining implements AutoCloseable {

  private final int batchSize;
  private final Learner learner;
  private final ImageBatches images;
  private final EndlessBatches batches;
  private final Lookahead<Batch> left;
  private final TrainingStep step;

  private EndlessTraining(TrainingStart start, Phase phase, Execution execution) {
    this.batchSize = start.config().batchSize();
    this.images = start.data().training();
    this.batches = new EndlessBatches(images);
    this.left = new Lookahead<>(batches);
    this.learner = start.network(phase).learner(phase.training(images.batches()).with(execution));
    this.step = new TrainingStep(learner, phase.config());
  }

  /**
   * Reads the images and makes the network.
   *
   * @param asked a training of a training of all layers from random weights
   * @param kernels notes how long each kernel takes
   * @throws UsageException or one of the other modules' user errors
   */
  public static EndlessTraining of(
      AskedTraining asked, KernelTimes kernels, ProgressDisplay display) {
    TrainingStart start = TrainingStart.of(asked, InitialWeights.none(), display);
    Phase onlyPhase = Phase.of(start.config()).get(0);
    return new EndlessTraining(start, onlyPhase, start.config().execution().timed(kernels));
  }

  /** Images a step, lowered where there are too few. */
  public int batchSize() {
    return batchSize;
  }

  /** The network in training. */
  public ComputationGraph network() {
    return learner.network();
  }

  /** Where the batches come from. */
  public ImageBatches images() {
    return images;
  }

  /** One step on the next batch; waits for its images. */
  public void step() {
    try (Batch batch = left.next()) {
      step.take(batch, true, new LossAndAccuracy(), left::peek);
    }
  }

  /** How long the thread that takes the steps had to do with getting batches so far. */
  public long nanosForBatches() {
    return batches.nanos();
  }

  @Override
  public void close() {
    images.close();
    learner.close();
  }
}
