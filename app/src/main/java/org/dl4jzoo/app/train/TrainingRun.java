package org.dl4jzoo.app.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dl4jzoo.app.backend.SelectedBackend;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.divergence.DivergedException;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.images.DataSource;
import org.dl4jzoo.app.observe.ObservedRun;
import org.dl4jzoo.app.observe.Observers;
import org.dl4jzoo.app.observe.RunRecord;
import org.dl4jzoo.app.observe.TrainingObserver;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.KeptTemperature;
import org.dl4jzoo.app.run.LockedRun;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.NewRun;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.app.setting.AskedTraining;
import org.dl4jzoo.app.setting.ConfigFile;
import org.dl4jzoo.app.setting.ResumedSettings;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.zoo.training.Training;

/** A training from its settings to its run folder, and an earlier one gone on with. */
public final class TrainingRun {

  /**
   * How a training ended.
   *
   * @param run its folder
   * @param model registry name of the network
   * @param state where it stands
   * @param stopped whether it was told to stop before it was done
   * @param reports what was found, by the images that it was found on: {@code test}, or where there
   *     are none {@code validation}, and {@code folds} of a cross-validation; empty if stopped
   */
  public record Outcome(
      RunFolder run,
      String model,
      TrainingState state,
      boolean stopped,
      Map<String, EvaluationReport> reports) {}

  private final RunFolder run;
  private final TrainingData data;
  private final ProgressDisplay display;
  private final TrainingObserver onlooker;
  private final TrainingObserver observer;
  private final TimeBudget budget;

  /** Gets the length of the training when its time budget is fitted. */
  private TrainConfig config;

  TrainingRun(
      TrainConfig config,
      RunFolder run,
      TrainingData data,
      ProgressDisplay display,
      TrainingObserver onlooker) {
    this.config = config;
    this.run = run;
    this.data = data;
    this.display = display;
    this.budget = new TimeBudget(config, run, display);
    this.onlooker = onlooker;
    this.observer = new Observers(List.of(new RunRecord(run, config.model(), display), onlooker));
  }

  /**
   * Trains a network.
   *
   * @param weights what the settings say it begins with
   * @param output where its folder is to be
   * @param onlooker hears how it goes on
   * @throws UsageException or one of the other modules' user errors; nothing is written then unless
   *     the training had begun
   */
  public static Outcome start(
      AskedTraining asked,
      InitialWeights weights,
      NewRun output,
      ProgressDisplay display,
      TrainingObserver onlooker) {
    SelectedBackend backend = asked.config().selectBackend();
    TrainingStart start =
        TrainingStart.of(asked.on(backend.backend(), display::line), weights, display);
    start.tellUnused(asked, display::line);
    start.tellShortSteps(display::line);
    try (LockedRun locked = output.begin()) {
      return begin(backend, start, locked.folder(), display, onlooker);
    }
  }

  /**
   * The first checkpoint is that of before the first step: a run can be gone on with from then on,
   * and a disk that is too small is told of before any work is done.
   */
  private static Outcome begin(
      SelectedBackend backend,
      TrainingStart start,
      RunFolder run,
      ProgressDisplay display,
      TrainingObserver onlooker) {
    TrainingRun training = new TrainingRun(start.config(), run, start.data(), display, onlooker);
    run.clear();
    try (RunLog log = RunLog.attach(run.log())) {
      display.line("backend: " + backend);
      log.info("backend {}, settings {}", backend, start.config());
      RunFiles.write(run, start, backend);
      start.checkpoint().write(run.last());
      return training.train(start.checkpoint());
    }
  }

  /**
   * Goes on with a training where it stopped; one that has no checkpoint yet starts again.
   *
   * @param asked the settings of the run; only another length or engine changes results
   * @param onlooker hears how it goes on
   * @throws UsageException if another process trains in the folder, or the run's files don't fit
   *     together
   */
  public static Outcome resume(
      TrainConfig asked, RunFolder run, ProgressDisplay display, TrainingObserver onlooker) {
    SelectedBackend backend = asked.selectBackend();
    TrainConfig config = asked.on(backend.backend());
    try (LockedRun locked = LockedRun.of(run)) {
      run.clear();
      ResumedSettings.remark(run.readConfig(), config)
          .ifPresent(remark -> display.line("backend: %s; %s".formatted(backend, remark)));
      if (!hasBegun(run)) {
        display.line("%s has no checkpoint yet: it starts again".formatted(run));
        return startAgain(backend, config, locked.folder(), display, onlooker);
      }
      return goOn(config, locked.folder(), display, onlooker);
    }
  }

  private static boolean hasBegun(RunFolder run) {
    return run.hasCheckpoint() || run.hasBest();
  }

  /** Trains on a fold, or goes on with that. */
  static Outcome ofFold(
      TrainConfig config, RunFolder run, ProgressDisplay display, TrainingObserver onlooker) {
    SelectedBackend backend = config.selectBackend();
    try (LockedRun locked = LockedRun.of(run)) {
      run.clear();
      return hasBegun(run)
          ? goOn(config, locked.folder(), display, onlooker)
          : startAgain(backend, config, locked.folder(), display, onlooker);
    }
  }

  private static Outcome startAgain(
      SelectedBackend backend,
      TrainConfig config,
      RunFolder run,
      ProgressDisplay display,
      TrainingObserver onlooker) {
    try (InitialWeights weights = InitialWeights.of(config.weights(), config.model(), display)) {
      TrainingStart start = TrainingStart.of(AskedTraining.exactly(config), weights, display);
      return begin(backend, start, run, display, onlooker);
    }
  }

  private static Outcome goOn(
      TrainConfig config, RunFolder run, ProgressDisplay display, TrainingObserver onlooker) {
    Checkpoint last = run.newest(display::line);
    run.checkFits(last.card(), config);
    ModelCard card = last.card();
    LabelledImages images = DataSource.open(config.images(), card.labels(), display);
    TrainingData data = TrainingData.of(config, card.preprocessing(), images, run.split());
    data.remarks().forEach(display::line);
    new TrainingMemory(config, data).check();
    try (RunLog log = RunLog.attach(run.log())) {
      log.info("resumed at epoch {}", last.state().epoch() + 1);
      TimeBudget.tellKept(run.readConfig(), config, display);
      ConfigFile.write(run.config(), config);
      KeptTemperature.tellLeft(card, run.last(), display::line);
      return new TrainingRun(config, run, data, display, onlooker)
          .train(last.with(card.trainedWith(config)));
    }
  }

  private Outcome train(Checkpoint from) {
    try (Interruption interruption =
        new Interruption(
            () -> display.line("stopping after this step; Ctrl-C again ends at once"))) {
      return train(from, interruption::requested);
    }
  }

  /** Trains in all phases that are not done until it is told to stop. */
  Outcome train(Checkpoint from, BooleanSupplier stop) {
    observer.begins(
        new ObservedRun(
            run.path(),
            config.model(),
            data.classes(),
            from.state().history(),
            from.state().best(),
            data::lengthOf));
    Checkpoint now = from;
    if (config.crossValidates() && !new FoldTrainings(config, run, display).train(onlooker)) {
      return new Outcome(run, config.model(), now.state(), true, Map.of());
    }
    for (Phase planned : Phase.of(config)) {
      Phase phase = planned;
      if (planned.isToFit(now.state())) {
        phase = fit(planned, now, stop);
        now = now.with(now.card().trainedWith(config));
      }
      if (now.state().epoch() < phase.end()) {
        now = train(phase, now, stop);
      }
      if (now.state().epoch() < phase.end() && stop.getAsBoolean()) {
        return new Outcome(run, config.model(), now.state(), true, Map.of());
      }
    }
    Training.end(now.network());
    Map<String, EvaluationReport> reports = new FinalReport(config, run, data, display).write();
    return new Outcome(run, config.model(), now.state(), false, reports);
  }

  /** The last phase in the length that fits, which a resumed training finds in the settings. */
  private Phase fit(Phase planned, Checkpoint from, BooleanSupplier stop) {
    config = budget.fit(planned, from, data, stop);
    ConfigFile.write(run.config(), config);
    return Phase.last(config);
  }

  private Checkpoint train(Phase phase, Checkpoint from, BooleanSupplier stop) {
    Rollback rollback = new Rollback(config.onDivergence(), run, display);
    Checkpoint now = from;
    while (true) {
      try {
        return trainUntilItDiverges(phase, now, stop);
      } catch (DivergedException e) {
        now = rollback.after(e);
      }
    }
  }

  private Checkpoint trainUntilItDiverges(Phase phase, Checkpoint from, BooleanSupplier stop) {
    PhaseNetwork network = PhaseNetwork.of(from, phase);
    Optional<PhaseBatches> prepared = PhaseBatches.of(phase, network, data, stop, display);
    if (prepared.isEmpty()) {
      from.write(run.last());
      return from;
    }
    try (PhaseBatches batches = prepared.get();
        Trainer trainer = new Trainer(from, network, phase, batches, run, display)) {
      Checkpoint end = trainer.train(stop, observer);
      SkippedImages skipped = new SkippedImages(run, display);
      skipped.tell("training", batches.training().skipped());
      skipped.tell("validation", batches.validation().skipped());
      return end;
    }
  }
}
