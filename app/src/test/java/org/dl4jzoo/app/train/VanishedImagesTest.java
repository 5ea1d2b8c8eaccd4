package org.dl4jzoo.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.dl4jzoo.app.DrawnImages;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.EpochMetrics;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.app.setting.TestConfigs;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.data.preprocess.Scale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VanishedImagesTest {

  @TempDir Path folder;
  private final StringWriter told = new StringWriter();
  private RunFolder run;
  private TrainingData data;

  @BeforeEach
  void draw_images() throws IOException {
    Path images = DrawnImages.draw(folder.resolve("images"), 3, 15);
    run = new RunFolder(folder.resolve("run"));
    data = TrainingData.of(TestConfigs.small(Map.of()), Scale.UNIT, LabelledImages.open(images));
  }

  private TrainingState train(RunFolder into, Checkpoint from, BooleanSupplier stop)
      throws IOException {
    ProgressDisplay display = ProgressDisplay.on(new PrintWriter(told));
    return SmallTraining.train(data, into, from, stop, display).state();
  }

  /** Deletes images when the first epoch is over; nothing asks it to stop. */
  private BooleanSupplier deletingAfterTheFirstEpoch(List<Example> images) {
    return () -> {
      if (run.hasBest()) {
        for (Example image : images) {
          image.file().toFile().delete();
        }
      }
      return false;
    };
  }

  @Test
  void an_epoch_without_images_stops_the_run() {
    List<Example> all = data.split().examples(Subset.TRAIN);

    assertThatThrownBy(() -> train(run, null, deletingAfterTheFirstEpoch(all)))
        .isInstanceOf(UsageException.class)
        .hasMessageMatching(
            "epoch \\d has no training images, as none can be read; .*\\.png: .*; once they are"
                + " back, --resume goes on");
    assertThat(Checkpoint.read(run.last()).state().history())
        .allSatisfy(epoch -> assertThat(epoch.trainImages()).isPositive());
  }

  @Test
  void a_validation_without_images_stops_the_run() {
    List<Example> all = data.split().examples(Subset.VALIDATION);

    assertThatThrownBy(() -> train(run, null, deletingAfterTheFirstEpoch(all)))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("epoch 2 has no validation images, as none can be read; ");
  }

  @Test
  void an_epoch_with_fewer_images_says_so_and_is_not_compared_as_best() throws IOException {
    List<Example> some = data.split().examples(Subset.VALIDATION).subList(0, 2);

    TrainingState state = train(run, null, deletingAfterTheFirstEpoch(some));

    assertThat(state.history()).extracting(EpochMetrics::missing).containsExactly(0L, 2L, 2L);
    assertThat(state.best().epoch()).isEqualTo(1);
    assertThat(told.toString())
        .contains("validation images, 2 fewer than before: it is not compared as best");
  }

  /** Batches of the second epoch, in its order: the first of them has no readable image. */
  @Test
  void a_training_with_a_batch_of_unreadable_images_goes_on_exactly() throws IOException {
    TrainConfig one = TestConfigs.small(Map.of("batch-size", 1, "epochs", 2));
    data = new TrainingData(data.images(), data.split(), data.preprocessing(), one);
    List<Example> training = data.split().examples(Subset.TRAIN);
    for (int i = 0; i < training.size(); i += 3) {
      Files.writeString(training.get(i).file(), "no image");
    }
    Checkpoint straight = SmallTraining.train(data, run, null, () -> false);
    for (int steps : List.of(1, 7, 30)) {
      RunFolder stopped = new RunFolder(folder.resolve("stopped" + steps));
      int[] asked = {0};
      SmallTraining.train(data, stopped, null, () -> ++asked[0] > steps);

      Checkpoint resumed =
          SmallTraining.train(data, stopped, Checkpoint.read(stopped.last()), () -> false);

      assertThat(resumed.network().getIterationCount())
          .isEqualTo(straight.network().getIterationCount());
      assertThat(resumed.network().params().toFloatVector())
          .isEqualTo(straight.network().params().toFloatVector());
    }
  }
}
