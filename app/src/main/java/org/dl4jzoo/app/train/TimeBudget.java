package org.dl4jzoo.app.train;

import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dl4jzoo.app.console.Amount;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.learn.Learner;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.EpochMetrics;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.app.setting.WarmUp;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.BatchSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Fits the length of a training's last phase to the time that is left for it. Some steps are taken
 * to be timed; the network is afterwards as it was, so that a training of this length is the same
 * wherever the length comes from.
 */
final class TimeBudget {

  private static final int MOST_STEPS = 20;
  private static final int LEAST_STEPS = 3;
  private static final int VALIDATION_BATCHES = 4;

  /** The first steps also load and compile code. */
  private static final int WARM_UP = 2;

  /** What part of the budget is given to timing, once there are the fewest steps to go by. */
  private static final double MOST_SHARE = 0.05;

  /**
   * What the last phase takes.
   *
   * @param step seconds of a step
   * @param epochEnd seconds of the validation and the checkpoint at the end of an epoch
   * @param stepsAnEpoch steps of an epoch
   */
  record Cost(double step, double epochEnd, int stepsAnEpoch) {

    /** How many steps fit into so many seconds, with the ends of their epochs; at least one. */
    int stepsIn(double seconds) {
      double each = step + epochEnd / stepsAnEpoch;
      return (int) Math.max(1, Math.min(Integer.MAX_VALUE, seconds / each));
    }

    /** How many epochs these steps take, the last of which may be shorter. */
    int epochsOf(int steps) {
      return (steps + stepsAnEpoch - 1) / stepsAnEpoch;
    }
  }

  private final TrainConfig config;
  private final RunFolder run;
  private final ProgressDisplay display;
  private final long started = System.nanoTime();

  /** A budget of which nothing is used but what a checkpoint tells. */
  TimeBudget(TrainConfig config, RunFolder run, ProgressDisplay display) {
    this.config = config;
    this.run = run;
    this.display = display;
  }

  /** Says that a training which is gone on with isn't fitted again. */
  static void tellKept(TrainConfig before, TrainConfig config, ProgressDisplay display) {
    boolean fitted = config.timeBudget() != null && config.maxSteps() != null;
    if (fitted && config.maxSteps().equals(before.maxSteps())) {
      display.line(
          "time-budget: the run keeps the %s that it was fitted to, however long they take now"
              .formatted(Amount.of(config.maxSteps(), "step")));
    }
  }

  /**
   * The settings with the length that fits.
   *
   * @param from where the last phase begins
   * @param stop asked again and again where features are computed first
   * @return the same settings if it said to stop
   */
  TrainConfig fit(Phase phase, Checkpoint from, TrainingData data, BooleanSupplier stop) {
    PhaseNetwork network = PhaseNetwork.of(from, phase);
    Optional<PhaseBatches> prepared = PhaseBatches.of(phase, network, data, stop, display);
    if (prepared.isEmpty()) {
      return config;
    }
    try (PhaseBatches batches = prepared.get()) {
      return fit(cost(phase, from, network, batches), from.state());
    }
  }

  private TrainConfig fit(Cost cost, TrainingState state) {
    double left = seconds(config.timeBudget()) - usedBefore(state) - elapsed(started);
    int steps = cost.stepsIn(left);
    int epochs = cost.epochsOf(steps);
    display.line(
        String.format(
            Locale.ROOT,
            "time-budget: a step takes %.3g s and the end of an epoch %.3g s, so %s in %s fit into"
                + " the %.0f s that are left; that is an estimate, which a resumed training keeps",
            cost.step(),
            cost.epochEnd(),
            Amount.of(steps, "step"),
            Amount.of(epochs, "epoch"),
            Math.max(0, left)));
    return config
        .with("warmup-epochs", WarmUp.within(epochs, config.warmupEpochs(), display::line))
        .with("epochs", epochs)
        .with("max-steps", steps);
  }

  /** Of epochs before a stop no more is known than how long they trained. */
  private static double usedBefore(TrainingState state) {
    return state.history().stream().mapToDouble(EpochMetrics::seconds).sum();
  }

  private Cost cost(Phase phase, Checkpoint from, PhaseNetwork network, PhaseBatches batches) {
    long writing = System.nanoTime();
    from.write(run.last());
    double written = elapsed(writing);
    int stepsAnEpoch = phase.stepsAnEpoch(batches.training().batches());
    INDArray before = from.network().params().dup();
    try (Learner learner =
        network.learner(phase.training(batches.training().batches(), from.state().rateFactor()))) {
      double step = secondsOfStep(new TrainingStep(learner, phase.config()), batches.training());
      double validated = secondsOfValidation(learner, batches.validation());
      return new Cost(step, written + validated, stepsAnEpoch);
    } finally {
      from.network().params().assign(before);
      forget(network);
    }
  }

  /** Steps count from 0 again where the phase begins, but the whole's optimizer stays. */
  private static void forget(PhaseNetwork network) {
    INDArray state = network.trained().getUpdater().getStateViewArray();
    if (state != null) {
      state.assign(0);
    }
  }

  private double secondsOfStep(TrainingStep step, BatchSource training) {
    EndlessBatches batches = new EndlessBatches(training);
    double most = MOST_SHARE * seconds(config.timeBudget());
    display.start("timing steps", MOST_STEPS);
    for (int i = 0; i < WARM_UP; i++) {
      take(step, batches);
    }
    long begun = System.nanoTime();
    int done = 0;
    while (done < LEAST_STEPS || (done < MOST_STEPS && elapsed(begun) < most)) {
      take(step, batches);
      display.step(++done);
    }
    display.done();
    return elapsed(begun) / done;
  }

  private void take(TrainingStep step, EndlessBatches batches) {
    for (int batch = 1; batch <= config.accumulate(); batch++) {
      try (Batch next = batches.next()) {
        step.take(next, batch == config.accumulate(), new LossAndAccuracy());
      }
    }
  }

  private static double secondsOfValidation(Learner learner, BatchSource validation) {
    Iterator<Batch> batches = validation.epoch(0).iterator();
    validate(learner, batches.next());
    long begun = System.nanoTime();
    int done = 0;
    while (done < VALIDATION_BATCHES && batches.hasNext()) {
      validate(learner, batches.next());
      done++;
    }
    return done == 0 ? 0 : elapsed(begun) / done * validation.batches();
  }

  private static void validate(Learner learner, Batch images) {
    try (Batch batch = images) {
      learner.logits(batch.images());
    }
  }

  private static double elapsed(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
