package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.app.setting.TrainConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeBudgetCommandTest {

  @TempDir private Path folder;
  private Path images;

  @BeforeEach
  void draw_images() throws IOException {
    images = DrawnImages.draw(folder.resolve("images"), 3, 10);
  }

  private Cli train(String run, String... more) {
    List<String> args =
        new ArrayList<>(List.of("train", "--output", folder.resolve(run).toString()));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private Cli trainForSomeTime(String run, String time) {
    return train(
        run,
        "--model=lenet5",
        "--data=" + images,
        "--image-size=32",
        "--channels=3",
        "--batch-size=8",
        "--backend=cpu",
        "--time-budget=" + time);
  }

  /** A run with the same settings, length included, has nothing to time. */
  @Test
  void the_training_is_as_long_as_fits_and_timing_leaves_no_trace() {
    Cli fitted = trainForSomeTime("fitted", "3s");
    assertThat(fitted.exitCode()).as(fitted.err()).isZero();
    assertThat(fitted.err()).contains("time-budget: a step takes", "that is an estimate");
    RunFolder run = RunFolder.open(folder.resolve("fitted"));
    TrainConfig config = run.readConfig();
    Checkpoint last = Checkpoint.read(run.last());
    assertThat(last.network().getIterationCount()).isEqualTo(config.maxSteps());
    assertThat(last.state().epoch()).isEqualTo(config.epochs());
    assertThat(last.card().settings()).containsEntry("max-steps", "" + config.maxSteps());

    Cli again = train("again", "--config=" + run.config());
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).doesNotContain("a step takes");
    Checkpoint same = Checkpoint.read(new RunFolder(folder.resolve("again")).last());
    assertThat(same.network().params()).isEqualTo(last.network().params());
    assertThat(same.network().getUpdater().getStateViewArray())
        .isEqualTo(last.network().getUpdater().getStateViewArray());

    Cli resumed = Cli.run("train", "--resume", run.toString());
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.err())
        .contains("the run keeps the %d steps that it was fitted to".formatted(config.maxSteps()));
    TrainingState state = Checkpoint.read(run.last()).state();
    assertThat(state).isEqualTo(last.state());
  }

  @Test
  void a_budget_beside_epochs_and_another_one_on_resume_are_refused() {
    Cli both = train("both", "--data=" + images, "--time-budget=1m", "--epochs=3");
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err())
        .contains("time-budget decides how many epochs and steps there are; got epochs 3");

    assertThat(trainForSomeTime("run", "1s").exitCode()).isZero();
    Cli other = Cli.run("train", "--resume", folder.resolve("run").toString(), "--time-budget=2m");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err())
        .contains("time-budget of the run is 1s and can't change when it is resumed; got 2m");
  }
}
