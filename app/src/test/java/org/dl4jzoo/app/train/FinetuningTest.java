package org.dl4jzoo.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.DrawnImages;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.observe.TrainingObserver;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.EpochMetrics;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.PretrainedCheckpoint;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.app.setting.AskedTraining;
import org.dl4jzoo.app.setting.TestConfigs;
import org.dl4jzoo.app.setting.TrainConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trainings of a narrow MobileNetV2 that begin with the weights of a checkpoint. */
class FinetuningTest {

  private static final ProgressDisplay DISPLAY =
      ProgressDisplay.on(new PrintWriter(new StringWriter()));

  @TempDir Path folder;
  private Path images;
  private Path weights;

  @BeforeEach
  void draw_images_and_make_weights() throws IOException {
    images = DrawnImages.draw(folder.resolve("images"), 3, 15);
    weights = PretrainedCheckpoint.write(folder.resolve("weights.zip"), "cat", "dog");
  }

  private TrainConfig config(Map<String, ?> changes) {
    Map<String, Object> values = new HashMap<>();
    values.put("model", "mobilenetv2");
    values.put("data", images.toString());
    values.put("weights", weights.toString());
    values.put("engine", "onednn");
    values.put("padding", "tf");
    values.put("alpha", PretrainedCheckpoint.ALPHA);
    values.put("image-size", PretrainedCheckpoint.SIZE);
    values.put("head-epochs", 2);
    values.put("epochs", 2);
    values.put("views", 3);
    values.put("augment", "light");
    values.put("norm-statistics", "fixed");
    values.putAll(changes);
    return TestConfigs.small(values);
  }

  private static AskedTraining asked(TrainConfig config) {
    return AskedTraining.exactly(config);
  }

  private RunFolder run(String name) throws IOException {
    return new RunFolder(Files.createDirectories(folder.resolve(name)));
  }

  private TrainingRun.Outcome train(TrainConfig config, String run, BooleanSupplier stop)
      throws IOException {
    InitialWeights initial = InitialWeights.of(config.weights(), config.model(), DISPLAY);
    TrainingStart start = TrainingStart.of(asked(config), initial, DISPLAY);
    return new TrainingRun(config, run(run), start.data(), DISPLAY, TrainingObserver.NONE)
        .train(start.checkpoint(), stop);
  }

  private TrainingRun.Outcome goOn(TrainConfig config, String run) throws IOException {
    Checkpoint last = Checkpoint.read(run(run).last());
    InitialWeights initial = InitialWeights.of(config.weights(), config.model(), DISPLAY);
    TrainingData data = TrainingStart.of(asked(config), initial, DISPLAY).data();
    return new TrainingRun(config, run(run), data, DISPLAY, TrainingObserver.NONE)
        .train(last, () -> false);
  }

  private static BooleanSupplier afterAsked(int times) {
    int[] asked = {0};
    return () -> ++asked[0] > times;
  }

  private ComputationGraph before() {
    return Checkpoint.read(weights).network();
  }

  private ComputationGraph after(String run) throws IOException {
    return Checkpoint.read(run(run).last()).network();
  }

  /** The parameters that differ, by name. */
  private static List<String> changed(ComputationGraph before, ComputationGraph after) {
    List<String> changed = new ArrayList<>();
    Map<String, INDArray> old = before.paramTable();
    after
        .paramTable()
        .forEach(
            (name, values) -> {
              if (!Arrays.equals(floats(values), floats(old.get(name)))) {
                changed.add(name);
              }
            });
    return changed;
  }

  private static float[] floats(INDArray values) {
    return values.dup('c').data().asFloat();
  }

  private static List<String> parameters(ComputationGraph network, Predicate<String> which) {
    return network.paramTable().keySet().stream().filter(which).toList();
  }

  private static boolean isStatistic(String parameter) {
    return parameter.endsWith("_mean") || parameter.endsWith("_var");
  }

  @Test
  void a_frozen_backbone_stays_as_it_was_to_the_last_bit() throws IOException {
    TrainConfig config = config(Map.of("unfreeze", "none", "norm-statistics", "batch"));

    TrainingRun.Outcome outcome = train(config, "run", () -> false);

    assertThat(outcome.stopped()).isFalse();
    assertThat(outcome.reports()).containsKey("test");
    assertThat(changed(before(), after("run"))).containsExactly("classifier_W", "classifier_b");
  }

  @Test
  void only_the_stages_that_are_unfrozen_are_trained_their_statistics_excepted()
      throws IOException {
    TrainConfig config = config(Map.of("unfreeze", "stage7"));

    train(config, "run", () -> false);

    assertThat(changed(before(), after("run")))
        .containsExactlyElementsOf(
            parameters(
                before(),
                name ->
                    !isStatistic(name)
                        && (name.startsWith("stage7.")
                            || name.startsWith("head_")
                            || name.startsWith("classifier_"))));
  }

  @Test
  void all_layers_are_trained_and_statistics_follow_the_batches_if_asked() throws IOException {
    train(config(Map.of("norm-statistics", "batch")), "batch", () -> false);
    train(config(Map.of()), "fixed", () -> false);

    assertThat(changed(before(), after("batch"))).isEqualTo(parameters(before(), name -> true));
    assertThat(changed(before(), after("fixed")))
        .isEqualTo(parameters(before(), name -> !isStatistic(name)));
  }

  /** In the first and the last epoch of the first phase, and in the second; then with a fit. */
  @ParameterizedTest
  @CsvSource({"all, 2, 3", "all, 2, 11", "stage4, 2, 15", "all, , 2", "all, , 4", "all, , 9"})
  void a_training_stopped_anywhere_goes_on_exactly(
      String unfreeze, Integer headEpochs, int timesAsked) throws IOException {
    TrainConfig config =
        stateful().with("unfreeze", unfreeze).with("head-epochs", headEpochs).with("cutmix", 1);
    TrainingState straight = train(config, "straight", () -> false).state();

    TrainingRun.Outcome stopped = train(config, "stopped", afterAsked(timesAsked));
    assertThat(stopped.stopped()).isTrue();
    TrainingState resumed = goOn(config, "stopped").state();

    assertThat(after("stopped").params().toFloatVector())
        .isEqualTo(after("straight").params().toFloatVector());
    assertThat(results(resumed)).isEqualTo(results(straight)).hasSize(headEpochs == null ? 3 : 4);
  }

  @Test
  void a_fitted_classifier_is_an_epoch_of_one_step_without_a_rate() throws IOException {
    TrainConfig config = config(Map.of("unfreeze", "none")).with("head-epochs", null);

    List<EpochMetrics> history = train(config, "run", () -> false).state().history();

    assertThat(history).extracting(EpochMetrics::step).containsExactly(1);
    assertThat(history).extracting(EpochMetrics::learningRate).containsExactly(0.0);
    assertThat(changed(before(), after("run"))).containsExactly("classifier_W", "classifier_b");
  }

  private TrainConfig stateful() {
    return config(
        Map.of(
            "ema-decay", 0.9,
            "accumulate", 2,
            "mixup", 0.2,
            "class-weights", "balanced",
            "label-smoothing", 0.1,
            "backbone-lr-factor", 0.3,
            "layer-lr-decay", 0.5,
            "optimizer", "adamw",
            "weight-decay", 0.01));
  }

  private static List<List<Number>> results(TrainingState state) {
    return state.history().stream()
        .map(
            epoch ->
                List.<Number>of(
                    epoch.epoch(),
                    epoch.step(),
                    epoch.learningRate(),
                    epoch.trainLoss(),
                    epoch.validationLoss(),
                    epoch.validationTop1()))
        .toList();
  }

  @Test
  void each_phase_has_its_rate_and_steps_are_counted_on() throws IOException {
    TrainConfig config =
        config(
            Map.of(
                "head-learning-rate",
                0.01,
                "learning-rate",
                0.001,
                "warmup-epochs",
                1,
                "schedule",
                "constant"));

    List<EpochMetrics> history = train(config, "run", () -> false).state().history();

    assertThat(history)
        .extracting(EpochMetrics::learningRate)
        .containsExactly(0.01, 0.01, 0.001, 0.001);
    int steps = history.get(0).step();
    assertThat(history)
        .extracting(EpochMetrics::step)
        .containsExactly(steps, 2 * steps, 3 * steps, 4 * steps);
  }

  @Test
  void the_preprocessing_and_the_history_of_the_weights_are_in_what_is_made_of_them()
      throws IOException {
    train(config(Map.of("unfreeze", "none")), "run", () -> false);

    ModelCard card = Checkpoint.read(run("run").best()).card();

    assertThat(card.labels()).containsExactly("blue", "green", "red");
    assertThat(card.preprocessing()).isEqualTo(Checkpoint.read(weights).card().preprocessing());
    assertThat(card.weights().model()).isEqualTo("mobilenetv2");
    assertThat(card.weights().classes()).containsExactly("cat", "dog");
  }

  @Test
  void weights_of_the_same_classes_keep_their_classifier() {
    Path same = PretrainedCheckpoint.write(folder.resolve("same.zip"), "blue", "green", "red");
    TrainConfig config = config(Map.of("weights", same.toString()));
    InitialWeights initial = InitialWeights.of(config.weights(), config.model(), DISPLAY);

    ComputationGraph network =
        TrainingStart.of(asked(config), initial, DISPLAY).checkpoint().network();

    assertThat(network.params()).isEqualTo(Checkpoint.read(same).network().params());
  }

  @Test
  void patience_counts_epochs_of_the_second_phase_only() throws IOException {
    // At this rate no float32 weight changes: no later epoch is better than the first, but for the
    // sixth, the first that computes the whole network, whose last bit may be another.
    TrainConfig config =
        config(
            Map.of(
                "head-epochs", 5,
                "head-learning-rate", 1e-30,
                "learning-rate", 1e-30,
                "epochs", 9,
                "patience", 2));

    TrainingState state = train(config, "run", () -> false).state();

    assertThat(state.best().epoch()).isIn(1, 6);
    assertThat(state.epoch()).isEqualTo(Math.max(5, state.best().epoch()) + 2);
  }
}
