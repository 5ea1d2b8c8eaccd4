package org.dl4jzoo.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.DrawnImages;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.EpochMetrics;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.app.setting.TestConfigs;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.BatchSource;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  private static final ModelCard CARD =
      new ModelCard(
          "lenet5",
          ModelOptions.of(Models.named("lenet5"), 3).withImage(ImageShape.rgb(8)),
          new Preprocessing(8, 8, 3, Resize.SQUASH, Scale.UNIT),
          List.of("blue", "green", "red"),
          null,
          null);

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
            Map.entry("augment", "light"),
            Map.entry("schedule", "cosine"),
            Map.entry("warmup-epochs", 1),
            Map.entry("weight-decay", 1e-4),
            Map.entry("label-smoothing", 0.1),
            Map.entry("mixup", 0.4),
            Map.entry("class-weights", "balanced"),
            Map.entry("accumulate", 2),
            Map.entry("ema-decay", 0.9),
            Map.entry("patience", 3),
            Map.entry("backbone-lr-factor", 0.1)));
  }

  /** Batch norm and dropout between two fully connected layers. */
  private static ComputationGraph newNetwork(TrainConfig config) {
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(config.seed())
            .graphBuilder()
            .addInputs("image")
            .setInputTypes(InputType.convolutional(8, 8, 3, CNN2DFormat.NHWC))
            .addLayer("hidden", new DenseLayer.Builder().nOut(16).build(), "image")
            .addLayer("norm", new BatchNormalization(), "hidden")
            .addLayer("dropout", new DropoutLayer(0.5), "norm")
            .addLayer("classifier", new OutputLayer.Builder().nOut(3).build(), "dropout")
            .setOutputs("classifier")
            .build();
    config.classWeights().configure(configuration, new int[] {10, 12, 14});
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    return network;
  }

  /** The network after a training, and its state. */
  private Checkpoint train(TrainConfig config, RunFolder run, Checkpoint from, BooleanSupplier stop)
      throws IOException {
    Files.createDirectories(run.path());
    TrainingData data = data(config);
    Checkpoint begin =
        from == null ? new Checkpoint(newNetwork(config), TrainingState.start(), CARD) : from;
    ProgressDisplay display = ProgressDisplay.on(new PrintWriter(new StringWriter()));
    Phase phase = Phase.of(config).get(0);
    PhaseNetwork network = PhaseNetwork.of(begin, phase);
    try (PhaseBatches batches =
        PhaseBatches.of(phase, network, data, stop, display).orElseThrow()) {
      return new Trainer(begin, network, phase, batches, run, display).train(stop, done -> {});
    }
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
              0));
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
    TrainingData data = data(config);
    LossAndAccuracy validated = new LossAndAccuracy();
    try (BatchSource validation = data.validation()) {
      for (Batch batch : validation.epoch(0)) {
        validated.add(best.network().output(batch.images())[0], batch.labels());
      }
    }
    assertThat(validated.loss()).isEqualTo(last.state().best().validationLoss());
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

  @Test
  void a_loss_that_is_not_finite_ends_the_training_and_keeps_the_last_checkpoint()
      throws IOException {
    RunFolder run = run("run");
    TrainConfig config = TestConfigs.small(Map.of("epochs", 1));
    Checkpoint good = train(config, run, null, () -> false);
    TrainConfig bad = config.with("epochs", 2);
    good.network().params().putScalar(0, Float.NaN);

    assertThatThrownBy(() -> train(bad, run, good, () -> false))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the loss is no longer finite at step 6 with learning rate 0.00100; a lower"
                + " --learning-rate or a --warmup-epochs may help; the last good checkpoint is "
                + run.last());
    assertThat(Checkpoint.read(run.last()).network().params().isNaN().any()).isFalse();
  }
}
