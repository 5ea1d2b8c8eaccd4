package org.dl4jzoo.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.DrawnImages;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.live.Dashboard;
import org.dl4jzoo.app.observe.ObservedRun;
import org.dl4jzoo.app.observe.Observers;
import org.dl4jzoo.app.observe.TrainingObserver;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.EpochMetrics;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TopCheckpoints;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.app.setting.TestConfigs;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.app.tensorboard.TensorBoardLog;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.BatchSource;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.zoo.inference.Logits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  @TempDir Path folder;
  private Path images;

  @BeforeEach
  void draw_images() throws IOException {
    images = DrawnImages.draw(folder.resolve("images"), 3, 15);
  }

  /** Augmentation, Adam and a schedule: with the network's, all that could go on differently. */
  private static TrainConfig everythingThatHasAState() {
    return TestConfigs.small(
        Map.ofEntries(
            Map.entry("augment", "trivial"),
            Map.entry("erase", 0.5),
            Map.entry("schedule", "cosine"),
            Map.entry("warmup-epochs", 1),
            Map.entry("weight-decay", 1e-4),
            Map.entry("clip-norm", 0.5),
            Map.entry("label-smoothing", 0.1),
            Map.entry("mixup", 0.4),
            Map.entry("cutmix", 1),
            Map.entry("class-weights", "balanced"),
            Map.entry("accumulate", 2),
            Map.entry("ema-decay", 0.9),
            Map.entry("patience", 3),
            Map.entry("backbone-lr-factor", 0.1),
            Map.entry("layer-lr-decay", 0.5)));
  }

  private Checkpoint train(TrainConfig config, RunFolder run, Checkpoint from, BooleanSupplier stop)
      throws IOException {
    return SmallTraining.train(data(config), run, from, stop);
  }

  private TrainingData data(TrainConfig config) {
    return TrainingData.of(config, Scale.UNIT, LabelledImages.open(images));
  }

  private static BooleanSupplier afterAsked(int times) {
    int[] asked = {0};
    return () -> ++asked[0] > times;
  }

  private RunFolder run(String name) {
    return new RunFolder(folder.resolve(name));
  }

  @Test
  void a_training_stopped_inside_an_epoch_goes_on_exactly() throws IOException {
    TrainConfig config = everythingThatHasAState();
    Checkpoint straight = train(config, run("straight"), null, () -> false);

    Checkpoint stopped = train(config, run("stopped"), null, afterAsked(6));
    assertThat(stopped.state().epoch()).isEqualTo(1);
    assertThat(stopped.state().begun().batches()).isEqualTo(2);
    Checkpoint read = Checkpoint.read(run("stopped").last());
    Checkpoint resumed = train(config, run("stopped"), read, () -> false);

    assertThat(resumed.network().params().toFloatVector())
        .isEqualTo(straight.network().params().toFloatVector());
    assertThat(resumed.network().getUpdater().getStateViewArray().toFloatVector())
        .isEqualTo(straight.network().getUpdater().getStateViewArray().toFloatVector());
    assertThat(average("stopped")).isEqualTo(average("straight"));
    assertThat(results(resumed.state())).isEqualTo(results(straight.state()));
    assertThat(resumed.network().getIterationCount()).isEqualTo(9);
    assertThat(resumed.network().getEpochCount()).isEqualTo(3);
  }

  @Test
  void a_training_that_is_looked_at_ends_like_any_other() throws IOException, InterruptedException {
    TrainConfig config = everythingThatHasAState();
    Checkpoint alone = train(config, run("alone"), null, () -> false);

    Checkpoint seen;
    try (TensorBoardLog log = new TensorBoardLog();
        Dashboard dashboard = Dashboard.start(0)) {
      Onlooker onlooker = new Onlooker(dashboard.address());
      TrainingObserver observers = new Observers(List.of(log, dashboard));
      RunFolder run = run("seen");
      observers.begins(
          new ObservedRun(run.path(), "lenet5", List.of("a", "b", "c"), List.of(), null, any -> 1));
      onlooker.start();
      ProgressDisplay display = ProgressDisplay.on(new PrintWriter(new StringWriter()));
      seen = SmallTraining.train(data(config), run, null, () -> false, display, observers);
      onlooker.end();
    }

    assertThat(seen.network().params().toFloatVector())
        .isEqualTo(alone.network().params().toFloatVector());
    assertThat(seen.network().getUpdater().getStateViewArray().toFloatVector())
        .isEqualTo(alone.network().getUpdater().getStateViewArray().toFloatVector());
    assertThat(average("seen")).isEqualTo(average("alone"));
    assertThat(results(seen.state())).isEqualTo(results(alone.state()));
  }

  @Test
  void images_that_grow_have_the_size_of_their_epoch_and_of_the_network_where_they_validate() {
    TrainConfig config =
        TestConfigs.small(
            Map.of(
                "model", "resnet18",
                "image-size", 48,
                "start-size", 32,
                "augment", "light",
                "epochs", 3));

    TrainingData data = data(config);
    assertThat(side(data.training(), 1)).isEqualTo(32);
    assertThat(side(data.training(), 2)).isEqualTo(48);
    assertThat(side(data.validation(), 0)).isEqualTo(48);
  }

  private static long side(BatchSource images, int epoch) {
    try (images) {
      return images.epoch(epoch).iterator().next().images().size(1);
    }
  }

  private float[] average(String run) {
    return Checkpoint.read(run(run).last()).average().toFloatVector();
  }

  /** The history without times, which no two trainings share. */
  private static List<EpochMetrics> results(TrainingState state) {
    List<EpochMetrics> results = new ArrayList<>();
    for (EpochMetrics epoch : state.history()) {
      results.add(
          new EpochMetrics(
              epoch.epoch(),
              epoch.step(),
              epoch.learningRate(),
              epoch.trainLoss(),
              epoch.trainAccuracy(),
              epoch.validationLoss(),
              epoch.validationTop1(),
              0,
              0,
              0,
              epoch.validationImages(),
              epoch.missing()));
    }
    return results;
  }

  @Test
  void another_seed_trains_another_network() throws IOException {
    TrainConfig config = everythingThatHasAState().with("epochs", 2);
    Checkpoint one = train(config, run("one"), null, () -> false);
    Checkpoint other = train(config.with("seed", 43), run("other"), null, () -> false);

    assertThat(other.network().params()).isNotEqualTo(one.network().params());
  }

  @Test
  void the_best_network_is_kept_and_the_last_one_is_the_newest() throws IOException {
    RunFolder run = run("run");
    TrainingState state = train(TestConfigs.small(Map.of()), run, null, () -> false).state();

    assertThat(Checkpoint.read(run.last()).state()).isEqualTo(state);
    List<EpochMetrics> upToBest = Checkpoint.read(run.best()).state().history();
    assertThat(upToBest.get(upToBest.size() - 1)).isEqualTo(state.best());
    assertThat(state.history()).extracting(EpochMetrics::step).containsExactly(5, 10, 15);
  }

  @Test
  void colours_are_learnt() throws IOException {
    TrainConfig config = TestConfigs.small(Map.of("epochs", 10, "learning-rate", 1e-2));

    EpochMetrics best = train(config, run("run"), null, () -> false).state().best();

    assertThat(best.validationTop1()).isEqualTo(1);
    assertThat(best.validationLoss()).isLessThan(0.5);
  }

  @Test
  void the_training_ends_after_max_steps() throws IOException {
    TrainConfig config = TestConfigs.small(Map.of("max-steps", 7));

    TrainingState state = train(config, run("run"), null, () -> false).state();

    assertThat(state.history()).extracting(EpochMetrics::step).containsExactly(5, 7);
  }

  @Test
  void the_average_of_the_weights_is_what_is_validated_and_kept_as_best() throws IOException {
    RunFolder run = run("run");
    TrainConfig config = TestConfigs.small(Map.of("epochs", 1, "ema-decay", 0.99));

    ComputationGraph network = train(config, run, null, () -> false).network();

    Checkpoint best = Checkpoint.read(run.best());
    Checkpoint last = Checkpoint.read(run.last());
    assertThat(best.network().params()).isEqualTo(last.average());
    assertThat(best.average()).isNull();
    assertThat(last.network().params()).isEqualTo(network.params());
    assertThat(network.params()).isNotEqualTo(last.average());
    assertThat(validationLoss(config, best)).isEqualTo(last.state().best().validationLoss());
  }

  @Test
  void the_networks_of_the_best_epochs_are_kept_as_they_were_validated() throws IOException {
    RunFolder run = run("top");
    TrainConfig config = TestConfigs.small(Map.of("epochs", 5, "ema-decay", 0.9, "save-top", 2));

    TrainingState state = train(config, run, null, () -> false).state();

    List<Path> kept = TopCheckpoints.of(run);
    assertThat(kept).hasSize(2);
    for (Path file : kept) {
      Checkpoint checkpoint = Checkpoint.read(file);
      EpochMetrics ofEpoch = state.history().get(checkpoint.state().epoch() - 1);
      assertThat(file).isEqualTo(new TopCheckpoints(run, 2).file(ofEpoch));
      assertThat(validationLoss(config, checkpoint)).isEqualTo(ofEpoch.validationLoss());
    }
    assertThat(kept).contains(new TopCheckpoints(run, 2).file(state.best()));
  }

  @Test
  void keeping_more_checkpoints_changes_no_bit_and_goes_on_after_a_stop() throws IOException {
    TrainConfig config = TestConfigs.small(Map.of("epochs", 4, "save-top", 2));
    Checkpoint straight = train(config, run("straight"), null, () -> false);
    train(config, run("stopped"), null, afterAsked(12));
    Checkpoint read = Checkpoint.read(run("stopped").last());
    Checkpoint resumed = train(config, run("stopped"), read, () -> false);
    Checkpoint without = train(config.with("save-top", 0), run("without"), null, () -> false);

    assertThat(resumed.network().params()).isEqualTo(straight.network().params());
    assertThat(without.network().params()).isEqualTo(straight.network().params());
    assertThat(names(run("stopped"))).hasSize(2).isEqualTo(names(run("straight")));
    assertThat(names(run("without"))).isEmpty();
  }

  private static List<Path> names(RunFolder run) {
    return TopCheckpoints.of(run).stream().map(Path::getFileName).toList();
  }

  private double validationLoss(TrainConfig config, Checkpoint checkpoint) throws IOException {
    LossAndAccuracy validated = new LossAndAccuracy();
    try (BatchSource validation = data(config).validation()) {
      for (Batch batch : validation.epoch(0)) {
        validated.add(Logits.of(checkpoint.network(), batch.images()), batch.labels());
      }
    }
    return validated.loss();
  }

  @Test
  void patience_ends_the_training_so_many_epochs_after_the_best() throws IOException {
    // At this rate a step changes no float32 weight, so no epoch is better than the first.
    TrainConfig config =
        TestConfigs.small(Map.of("epochs", 9, "patience", 2, "learning-rate", 1e-30));

    TrainingState state = train(config, run("run"), null, () -> false).state();

    assertThat(state.best().epoch()).isEqualTo(1);
    assertThat(state.epoch()).isEqualTo(3);
  }
}
