package org.dl4jzoo.app.train;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.divergence.DivergenceWatch;
import org.dl4jzoo.app.learn.Learner;
import org.dl4jzoo.app.observe.EpochResult;
import org.dl4jzoo.app.observe.StepMetrics;
import org.dl4jzoo.app.observe.TrainingObserver;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.EpochMetrics;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TopCheckpoints;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.BatchSource;
import org.dl4jzoo.data.batch.Lookahead;
import org.dl4jzoo.zoo.training.LearningRate;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The loop over the epochs of a phase: train, validate, save. What it does next depends only on the
 * network and the state, so a training stopped anywhere goes on as if it had not been.
 */
final class Trainer implements AutoCloseable {

  private final PhaseNetwork phaseNetwork;
  private final ComputationGraph network;
  private final Phase phase;
  private final TrainConfig config;
  private final BatchSource training;
  private final BatchSource validation;
  private final RunFolder run;
  private final ProgressDisplay display;
  private final TrainingState start;
  private final ModelCard card;
  private final int stepsBefore;
  private final LearningRate learningRate;
  private final Learner learner;
  private final TrainingStep step;
  private final DivergenceWatch watch;
  private final MissingImages missing;
  private final TopCheckpoints top;

  /**
   * A trainer that goes on from a checkpoint, which is in the phase or before it.
   *
   * @param phaseNetwork the checkpoint's network in the phase; it is prepared for training here
   * @param batches of the phase
   */
  Trainer(
      Checkpoint from,
      PhaseNetwork phaseNetwork,
      Phase phase,
      PhaseBatches batches,
      RunFolder run,
      ProgressDisplay display) {
    this.phaseNetwork = phaseNetwork;
    this.network = phaseNetwork.trained();
    this.phase = phase;
    this.config = phase.config();
    this.start = from.state();
    this.card = from.card();
    this.stepsBefore = phase.stepsBefore(start);
    this.training = batches.training();
    TrainingSettings settings = phase.training(training.batches(), start.rateFactor());
    this.learningRate = settings.learningRate();
    INDArray average = phase.startsAt(start) ? null : from.average();
    this.learner = phaseNetwork.learner(phase, settings, average, display::line);
    this.step = new TrainingStep(learner, config);
    this.validation = batches.validation();
    this.missing = new MissingImages(training, validation, display);
    this.run = run;
    this.top = new TopCheckpoints(run, config.saveTop());
    this.display = display;
    this.watch =
        new DivergenceWatch(learner, learningRate, phase.warmupSteps(training.batches()), run);
  }

  /**
   * Trains until all epochs of the phase are done or it is told to stop; in either case the state
   * is in {@code last.zip} when it returns.
   *
   * @param stop asked after every step
   * @param observer hears of every step and epoch, of an epoch once it is saved
   * @throws UsageException if the training diverged, no image can be read any more, or a checkpoint
   *     can't be written
   */
  Checkpoint train(BooleanSupplier stop, TrainingObserver observer) {
    TrainingState state = start;
    while (!isDone(state)) {
      state = trainEpoch(state, stop, observer);
      LossAndAccuracy validated = stop.getAsBoolean() ? null : validate(state, stop, observer);
      if (stop.getAsBoolean()) {
        save(checkpoint(state), run.last());
        return checkpoint(state);
      }
      state = finishEpoch(state, validated);
      observer.finished(new EpochResult(state.history(), state.best(), phase.totalEpochs()));
    }
    return checkpoint(state);
  }

  /** Whether nothing is left to train. */
  boolean isDone(TrainingState state) {
    return state.epoch() >= phase.end()
        || reachedMaxSteps()
        || (config.patience() != null && phase.epochsSinceBest(state) >= config.patience());
  }

  private boolean reachedMaxSteps() {
    return config.maxSteps() != null && network.getIterationCount() >= config.maxSteps();
  }

  private TrainingState trainEpoch(
      TrainingState from, BooleanSupplier stop, TrainingObserver observer) {
    EpochClock clock = new EpochClock(from.begun(), training);
    display.start(
        "epoch %d/%d".formatted(from.epoch() + 1, phase.totalEpochs()), training.batches());
    int batches = from.begun().batches();
    int batchesOfStep = 0;
    LossAndAccuracy ofStep = new LossAndAccuracy();
    Lookahead<Batch> left = new Lookahead<>(training.epoch(from.epoch(), batches).iterator());
    while (left.hasNext()) {
      batchesOfStep++;
      boolean update;
      LossAndAccuracy ofBatch;
      try (Batch batch = left.next()) {
        batches = batch.number() + 1;
        update = batchesOfStep == config.accumulate() || !left.hasNext();
        ofBatch = take(batch, update, left);
      }
      clock.metrics().add(ofBatch);
      ofStep.add(ofBatch);
      display.step(batches);
      display.detail(clock.summary());
      if (update) {
        observer.trained(stepMetrics(from.epoch() + 1, batches, ofStep, clock));
        ofStep = new LossAndAccuracy();
        batchesOfStep = 0;
        if (stop.getAsBoolean() || reachedMaxSteps()) {
          break;
        }
      }
    }
    display.done();
    missing.checkTrained(from.epoch() + 1, clock.metrics().count());
    return from.with(clock.read(batches));
  }

  private StepMetrics stepMetrics(
      int epoch, int batches, LossAndAccuracy ofStep, EpochClock clock) {
    int steps = network.getIterationCount();
    return new StepMetrics(
        epoch,
        phase.totalEpochs(),
        batches,
        training.batches(),
        stepsBefore + steps,
        ofStep.loss(),
        ofStep.accuracy(),
        learningRate(steps - 1),
        clock.imagesPerSecond());
  }

  private LossAndAccuracy take(Batch batch, boolean update, Lookahead<Batch> left) {
    LossAndAccuracy ofBatch = new LossAndAccuracy();
    step.take(batch, update, ofBatch, left::peek);
    watch.afterStep(batch, ofBatch.loss(), update ? learner.gradientNorm() : 0);
    return ofBatch;
  }

  /** Where the weights are averaged, the average is validated, since that is what is kept. */
  private LossAndAccuracy validate(
      TrainingState state, BooleanSupplier stop, TrainingObserver observer) {
    LossAndAccuracy validated = new LossAndAccuracy();
    learner.withAverage(() -> validate(state, stop, validated, observer));
    return validated;
  }

  private void validate(
      TrainingState state,
      BooleanSupplier stop,
      LossAndAccuracy validated,
      TrainingObserver observer) {
    if (validation.batches() == 0) {
      return;
    }
    observer.validating();
    display.start("validating " + (state.epoch() + 1), validation.batches());
    int batches = 0;
    Lookahead<Batch> left = new Lookahead<>(validation.epoch(0).iterator());
    while (left.hasNext()) {
      try (Batch batch = left.next()) {
        INDArray logits = learner.logits(batch.images(), () -> left.peek().map(Batch::images));
        validated.add(logits, batch.labels());
        observer.validated(batch.examples(), logits.toFloatMatrix());
      }
      display.step(++batches);
      if (stop.getAsBoolean()) {
        break;
      }
    }
    display.done();
  }

  /**
   * Saves the epoch: last.zip at the end, so that it never names a best network not yet saved. What
   * is no longer among the best goes only then.
   */
  private TrainingState finishEpoch(TrainingState state, LossAndAccuracy validated) {
    if (validation.batches() > 0) {
      missing.checkValidated(state.epoch() + 1, validated.count());
      watch.afterValidation(validated.loss());
    }
    EpochMetrics metrics = metrics(state, validated);
    watch.laggingStatistics(metrics.trainLoss(), metrics.validationLoss()).ifPresent(display::line);
    network.incrementEpochCount();
    TrainingState next = state.next(metrics);
    Path kept = keep(next, metrics, metrics.equals(next.best()));
    if (kept != null && learner.average() == null) {
      OutputFile.duplicate(kept, run.last());
    } else {
      save(checkpoint(next), run.last());
    }
    top.prune(next);
    return next;
  }

  /**
   * Saves the network of an epoch as often as it is to be kept, in one file where that is possible.
   *
   * @return a file it is in; null if it is none of the best
   */
  private Path keep(TrainingState next, EpochMetrics metrics, boolean best) {
    boolean amongTop = top.takes(next);
    if (!best && !amongTop) {
      return null;
    }
    Path kept = best ? run.best() : top.file(metrics);
    learner.withAverage(() -> save(phaseNetwork.checkpoint(next, card, null), kept));
    if (amongTop) {
      top.add(kept, metrics, display::line);
    }
    return kept;
  }

  private void save(Checkpoint checkpoint, Path file) {
    watch.beforeSaving(checkpoint);
    checkpoint.write(file);
  }

  private Checkpoint checkpoint(TrainingState state) {
    learner.bring();
    return phaseNetwork.checkpoint(state, card, learner.average());
  }

  private EpochMetrics metrics(TrainingState state, LossAndAccuracy validated) {
    TrainingState.Begun done = state.begun();
    int step = network.getIterationCount();
    return new EpochMetrics(
        state.epoch() + 1,
        stepsBefore + step,
        learningRate(step - 1),
        done.lossSum() / done.images(),
        (double) done.correct() / done.images(),
        validated.loss(),
        validated.accuracy(),
        done.images() / done.seconds(),
        done.seconds(),
        done.secondsWaiting(),
        validated.count(),
        missing.of(state, validated.count(), reachedMaxSteps()));
  }

  @Override
  public void close() {
    learner.close();
  }

  private double learningRate(int step) {
    return phase.fitsClassifier() ? 0 : learningRate.valueAt(step, 0);
  }
}
