package org.dl4jzoo.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.dl4jzoo.app.DrawnImages;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.divergence.DivergedException;
import org.dl4jzoo.app.observe.TrainingObserver;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.EpochMetrics;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.app.setting.OnDivergence;
import org.dl4jzoo.app.setting.TestConfigs;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.preprocess.Scale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class DivergenceTest {

  @TempDir Path folder;
  private final StringWriter told = new StringWriter();
  private Path images;
  private RunFolder run;

  @BeforeEach
  void draw_images() throws IOException {
    images = DrawnImages.draw(folder.resolve("images"), 3, 15);
    run = new RunFolder(folder.resolve("run"));
  }

  private Checkpoint train(TrainConfig config, Checkpoint from) throws IOException {
    return SmallTraining.train(data(config), run, from, () -> false);
  }

  private TrainingData data(TrainConfig config) {
    return TrainingData.of(config, Scale.UNIT, LabelledImages.open(images));
  }

  /** A run with one epoch, and its settings for another. */
  private Checkpoint oneEpoch() throws IOException {
    return train(TestConfigs.small(Map.of("epochs", 1)), null);
  }

  @Test
  void a_loss_that_is_not_finite_ends_the_training_and_keeps_the_last_checkpoint()
      throws IOException {
    Checkpoint good = oneEpoch();
    good.network().params().putScalar(0, Float.NaN);

    assertThatThrownBy(() -> train(TestConfigs.small(Map.of("epochs", 2)), good))
        .isInstanceOf(DivergedException.class)
        .hasMessageMatching(
            "the loss is no longer finite at step 6 with learning rate 0\\.00100; the first layer"
                + " whose weights are not finite is hidden; the images of the step were"
                + " \\w+/\\d+\\.png, \\w+/\\d+\\.png, \\w+/\\d+\\.png and 5 more, which run\\.log"
                + " names; a lower --learning-rate or a --warmup-epochs may help; the last good"
                + " checkpoint is "
                + run.last());
    assertThat(Checkpoint.read(run.last()).isFinite()).isTrue();
  }

  /** In training batch norm takes the batch's own mean: the running one is in no loss. */
  @Test
  void weights_that_the_loss_does_not_show_are_looked_at_too() throws IOException {
    Checkpoint good = oneEpoch();
    INDArray mean = good.network().paramTable().get("norm_mean");
    mean.putScalar(0, Float.POSITIVE_INFINITY);

    assertThatThrownBy(() -> train(TestConfigs.small(Map.of("epochs", 2)), good))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("not finite is norm;");
  }

  @Test
  void a_loss_far_above_guessing_ends_the_training_though_it_is_finite() throws IOException {
    TrainConfig config =
        TestConfigs.small(
            Map.of("epochs", 9, "optimizer", "sgd", "learning-rate", 1e6, "batch-size", 4));

    assertThatThrownBy(() -> train(config, null))
        .isInstanceOf(DivergedException.class)
        .hasMessageMatching("(?s).*(far above that of guessing, 1.10|no longer).*");
    assertThat(run.best())
        .satisfiesAnyOf(
            best -> assertThat(best).doesNotExist(),
            best -> assertThat(Checkpoint.read(best).isFinite()).isTrue());
  }

  @Test
  void a_rollback_goes_on_from_the_last_good_state_at_half_the_rate() throws IOException {
    TrainConfig config =
        TestConfigs.small(Map.of("epochs", 3, "on-divergence", "rollback", "learning-rate", 1e-3));
    oneEpoch();
    ProgressDisplay display = ProgressDisplay.on(new PrintWriter(told));

    Checkpoint back =
        new Rollback(OnDivergence.ROLLBACK, run, display)
            .after(new DivergedException("it diverged"));
    TrainingState state = train(config, back).state();

    assertThat(state.rollbacks()).isEqualTo(1);
    assertThat(state.history())
        .extracting(EpochMetrics::learningRate)
        .containsExactly(1e-3, 0.5e-3, 0.5e-3);
    assertThat(told.toString())
        .contains(
            "rollback 1 of 3, to the state after 1 epochs, at 0.500 of the learning rate: it diverged");
    assertThat(Checkpoint.read(run.last()).state()).isEqualTo(state);
  }

  private TrainingRun.Outcome goOn(TrainConfig config, Checkpoint from) {
    ProgressDisplay display = ProgressDisplay.on(new PrintWriter(told));
    return new TrainingRun(config, run, data(config), display, TrainingObserver.NONE)
        .train(from, () -> false);
  }

  @Test
  void rollbacks_end_after_the_third() throws IOException {
    Checkpoint good = oneEpoch();
    TrainingState threeTimes = good.state().rolledBack().rolledBack().rolledBack();
    good.with(threeTimes).write(run.last());
    good.network().params().putScalar(0, Float.NaN);
    TrainConfig config = TestConfigs.small(Map.of("epochs", 3, "on-divergence", "rollback"));

    assertThatThrownBy(() -> goOn(config, good.with(threeTimes)))
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith("; 3 rollbacks did not help");
    assertThat(told.toString()).doesNotContain("rollback 4");
  }
}
