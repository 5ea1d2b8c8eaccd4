package org.dl4jzoo.app.train;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.ProgressDisplay;
import org.dl4jzoo.app.UsageException;
import org.dl4jzoo.data.Batch;
import org.dl4jzoo.data.ImageBatches;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The loop over epochs: train, validate, save. What it does next depends only on the network and
 * the state, so a training stopped anywhere goes on as if it had not been.
 */
final class Trainer {

  private final ComputationGraph network;
  private final TrainConfig config;
  private final ImageBatches training;
  private final ImageBatches validation;
  private final RunFolder run;
  private final ProgressDisplay display;
  private final ClassifierOutput output = new ClassifierOutput();

  Trainer(
      ComputationGraph network,
      TrainConfig config,
      ImageBatches training,
      ImageBatches validation,
      RunFolder run,
      ProgressDisplay display) {
    this.network = network;
    this.config = config;
    this.training = training;
    this.validation = validation;
    this.run = run;
    this.display = display;
    network.setListeners(output);
  }

  /**
   * Trains until all epochs are done or it is told to stop; in either case the state is in {@code
   * last.zip} when it returns.
   *
   * @param stop asked after every step
   * @param afterEpoch told of the state after every epoch, once it is saved
   * @throws UsageException if the loss is no longer finite, or a checkpoint can't be written
   */
  TrainingState train(
      TrainingState from, BooleanSupplier stop, Consumer<TrainingState> afterEpoch) {
    TrainingState state = from;
    while (!isDone(state)) {
      state = trainEpoch(state, stop);
      Tally validated = stop.getAsBoolean() ? null : validate(state, stop);
      if (stop.getAsBoolean()) {
        new Checkpoint(network, state).write(run.last());
        return state;
      }
      state = finishEpoch(state, validated);
      afterEpoch.accept(state);
    }
    return state;
  }

  /** Whether nothing is left to train. */
  boolean isDone(TrainingState state) {
    return state.epoch() >= config.epochs() || reachedMaxSteps();
  }

  private boolean reachedMaxSteps() {
    return config.maxSteps() != null && network.getIterationCount() >= config.maxSteps();
  }

  private TrainingState trainEpoch(TrainingState from, BooleanSupplier stop) {
    EpochClock clock = new EpochClock(from.begun(), training);
    display.start("epoch %d/%d".formatted(from.epoch() + 1, config.epochs()), training.batches());
    int batches = from.begun().batches();
    for (Batch batch : training.epoch(from.epoch(), batches)) {
      INDArray targets = smooth(batch.labels());
      clock.tally().add(step(batch.images(), targets), targets);
      checkFinite(clock.tally());
      batches++;
      display.step(batches);
      display.detail(clock.summary());
      if (stop.getAsBoolean() || reachedMaxSteps()) {
        break;
      }
    }
    display.done();
    return from.with(clock.read(batches));
  }

  /** One step; returns the probabilities before its update, [N,K]. */
  private INDArray step(INDArray images, INDArray targets) {
    // Dropout draws from ND4J's generator: seeded by the step, a resumed training draws the same.
    Nd4j.getRandom().setSeed(config.seed() + network.getIterationCount());
    INDArray[] targetsOfEachHead = new INDArray[network.getNumOutputArrays()];
    Arrays.fill(targetsOfEachHead, targets);
    network.fit(new INDArray[] {images}, targetsOfEachHead);
    return output.probabilities();
  }

  private INDArray smooth(INDArray oneHot) {
    double spread = config.labelSmoothing();
    return spread == 0 ? oneHot : oneHot.mul(1 - spread).addi(spread / oneHot.size(1));
  }

  private void checkFinite(Tally tally) {
    if (!Double.isFinite(tally.lossSum())) {
      int step = network.getIterationCount();
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "the loss is no longer finite at step %d with learning rate %.3g;"
                  + " a lower --learning-rate or a --warmup-epochs may help%s",
              step,
              learningRate(step - 1),
              run.hasCheckpoint() ? "; the last good checkpoint is " + run.last() : ""));
    }
  }

  private Tally validate(TrainingState state, BooleanSupplier stop) {
    Tally tally = new Tally();
    display.start("validating " + (state.epoch() + 1), validation.batches());
    int batches = 0;
    for (Batch batch : validation.epoch(0)) {
      tally.add(network.output(false, batch.images())[0], batch.labels());
      display.step(++batches);
      if (stop.getAsBoolean()) {
        break;
      }
    }
    display.done();
    return tally;
  }

  /** Saves the epoch: the best network's file never runs behind what the last one's says of it. */
  private TrainingState finishEpoch(TrainingState state, Tally validated) {
    EpochMetrics metrics = metrics(state, validated);
    network.incrementEpochCount();
    TrainingState next = state.next(metrics);
    Checkpoint checkpoint = new Checkpoint(network, next);
    if (metrics.betterThan(state.best())) {
      checkpoint.write(run.best());
      run.lastIsBest();
    } else {
      checkpoint.write(run.last());
    }
    return next;
  }

  private EpochMetrics metrics(TrainingState state, Tally validated) {
    TrainingState.Begun done = state.begun();
    int step = network.getIterationCount();
    return new EpochMetrics(
        state.epoch() + 1,
        step,
        learningRate(step - 1),
        done.lossSum() / done.images(),
        (double) done.correct() / done.images(),
        validated.loss(),
        validated.accuracy(),
        done.images() / done.seconds(),
        done.seconds(),
        done.secondsWaiting());
  }

  private double learningRate(int step) {
    return config.learningRates(training.batches()).valueAt(step, 0);
  }
}
