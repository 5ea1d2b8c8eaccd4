package org.dl4jzoo.app.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dl4jzoo.app.backend.SelectedBackend;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.learn.Learner;
import org.dl4jzoo.app.report.LearningRateChart;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.setting.AskedTraining;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.BatchSource;
import org.dl4jzoo.data.batch.Lookahead;
import org.dl4jzoo.zoo.training.LearningRate;

/**
 * Trains for some steps, each at a higher learning rate than the one before, until the loss
 * explodes (arXiv:1506.01186, section 3.3).
 */
public final class LearningRateFinder {

  private static final double LOWEST = 1e-6;
  private static final double HIGHEST = 1;
  private static final int STEPS = 100;

  /** Settings of how long a training is, and of what is kept of it. */
  private static final List<String> OF_TRAININGS =
      List.of("start-size", "time-budget", "max-steps", "patience", "keep", "save-top");

  private final Learner learner;
  private final TrainConfig config;

  private LearningRateFinder(Learner learner, TrainConfig config) {
    this.learner = learner;
    this.config = config;
  }

  /**
   * Tries the rates on the training images of the settings, in the last phase of the training:
   * where the settings train the classifier on its own first, this does so too.
   *
   * @param weights what the settings say the network begins with
   * @throws UsageException if the last phase has no learning rate
   */
  public static LossByRate find(
      AskedTraining asked, InitialWeights weights, ProgressDisplay display) {
    SelectedBackend backend = asked.config().selectBackend();
    // Small images would take other rates, and change their size on the way.
    TrainConfig sized = asked.config().with("start-size", null);
    AskedTraining constant = new AskedTraining(sized, asked.chosen());
    TrainingStart start =
        TrainingStart.of(constant.on(backend.backend(), display::line), weights, display);
    tellUnused(asked, start, display);
    List<Phase> phases = Phase.of(start.config());
    Phase last = phases.get(phases.size() - 1);
    if (last.fitsClassifier()) {
      throw new UsageException(
          "lr-find takes a number of head-epochs where unfreeze is none; got auto, which has no"
              + " learning rate");
    }
    for (Phase phase : phases.subList(0, phases.size() - 1)) {
      train(phase, start, display);
    }
    return find(last, start, display);
  }

  private static void tellUnused(
      AskedTraining asked, TrainingStart start, ProgressDisplay display) {
    start.tellUnused(asked, display::line);
    List<String> unused = OF_TRAININGS.stream().filter(asked.chosen()::contains).toList();
    if (!unused.isEmpty()) {
      display.line("lr-find only tries rates, without " + String.join(", ", unused));
    }
  }

  /**
   * Leaves {@code lr-find.png} and {@code lr-find.csv} in a folder.
   *
   * @param model the network's name, for the title
   */
  public static void write(LossByRate losses, String model, RunFolder folder) {
    write(folder.path().resolve("lr-find.csv"), losses);
    LearningRateChart.write(
        folder.path().resolve("lr-find.png"),
        model,
        losses.points().stream().map(LossByRate.Point::rate).toList(),
        losses.smoothed(),
        losses.suggestion());
  }

  private static void train(Phase phase, TrainingStart start, ProgressDisplay display) {
    PhaseNetwork network = start.network(phase);
    try (PhaseBatches batches = start.batches(phase, network, display);
        Learner learner =
            network.learner(
                phase, phase.training(batches.training().batches()), null, display::line)) {
      TrainingStep step = new TrainingStep(learner, phase.config());
      for (int epoch = phase.firstEpoch(); epoch < phase.end(); epoch++) {
        int batchesOfStep = 0;
        Lookahead<Batch> left = new Lookahead<>(batches.training().epoch(epoch).iterator());
        while (left.hasNext()) {
          batchesOfStep = batchesOfStep % phase.config().accumulate() + 1;
          try (Batch batch = left.next()) {
            boolean update = batchesOfStep == phase.config().accumulate() || !left.hasNext();
            step.take(batch, update, new LossAndAccuracy());
          }
        }
      }
      learner.bring();
      if (learner.average() != null) {
        network.trained().params().assign(learner.average());
      }
    }
  }

  private static LossByRate find(Phase phase, TrainingStart start, ProgressDisplay display) {
    PhaseNetwork network = start.network(phase);
    try (PhaseBatches batches = start.batches(phase, network, display);
        Learner learner =
            network.learner(phase.training(batches.training().batches()).with(new RisingRate(1)))) {
      return new LearningRateFinder(learner, phase.config()).find(batches.training(), display);
    }
  }

  private static void write(Path csv, LossByRate losses) {
    StringBuilder rows = new StringBuilder("learning rate,loss\n");
    for (LossByRate.Point point : losses.points()) {
      rows.append(String.format(Locale.ROOT, "%.6g,%.6g\n", point.rate(), point.loss()));
    }
    OutputFile.write(csv, rows.toString());
  }

  private LossByRate find(BatchSource training, Progress progress) {
    TrainingStep step = new TrainingStep(learner, config);
    progress.start("learning rates", STEPS);
    List<LossByRate.Point> points = new ArrayList<>();
    EndlessBatches batches = new EndlessBatches(training);
    while (points.size() < STEPS && !new LossByRate(points).exploded()) {
      LossAndAccuracy losses = new LossAndAccuracy();
      for (int batch = 1; batch <= config.accumulate(); batch++) {
        try (Batch next = batches.next()) {
          step.take(next, batch == config.accumulate(), losses);
        }
      }
      points.add(new LossByRate.Point(RisingRate.ofStep(points.size()), losses.loss()));
      progress.step(points.size());
    }
    progress.done();
    return new LossByRate(points);
  }

  /**
   * Rises by the same factor from each step to the next.
   *
   * @param share of the rate that the layers take which have this one
   */
  private record RisingRate(double share) implements LearningRate {

    static double ofStep(int step) {
      return LOWEST * Math.pow(HIGHEST / LOWEST, step / (STEPS - 1.0));
    }

    @Override
    public double valueAt(int step, int epoch) {
      return share * ofStep(step);
    }

    @Override
    public RisingRate times(double factor) {
      return new RisingRate(factor * share);
    }

    @Override
    public RisingRate clone() {
      return this;
    }
  }
}
