package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.app.run.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs and checkpoints where commands take either. */
class RunPathsTest {

  @TempDir private Path folder;
  private Path images;
  private RunFolder run;

  @BeforeEach
  void make_a_run() throws IOException {
    images = DrawnImages.draw(folder.resolve("squares"), 3, 8);
    run = UntrainedRun.create(folder.resolve("run"), images);
  }

  private Path alone() throws IOException {
    return Files.copy(run.best(), folder.resolve("alone.zip"));
  }

  @Test
  void a_checkpoint_predicts_as_its_run_does() throws IOException {
    String image = images.resolve("red/00.png").toString();
    Cli ofRun = Cli.run("predict", run.toString(), image, "--json");

    assertThat(ofRun.exitCode()).as(ofRun.err()).isZero();
    assertThat(Cli.run("predict", run.best().toString(), image, "--json").out())
        .isEqualTo(ofRun.out());
    assertThat(Cli.run("predict", alone().toString(), image, "--json").out())
        .isEqualTo(ofRun.out());
    assertThat(Cli.run("predict", run.best().toString(), image, "--checkpoint=last").err())
        .isEqualToNormalizingNewlines(
            "error: --checkpoint chooses among those of a run folder; got the checkpoint %s\n"
                .formatted(run.best()));
  }

  @Test
  void a_checkpoint_is_evaluated_on_the_images_of_its_run() throws IOException {
    Cli cli = Cli.run("evaluate", run.best().toString());

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(run.report("test")).isNotEmptyDirectory();
    assertThat(Cli.run("evaluate", alone().toString()).err())
        .contains("alone.zip needs --data with labelled images: no run folder is around it");
  }

  @Test
  void features_are_taken_of_images_in_several_places() throws IOException {
    Path output = folder.resolve("out");
    Path single = images.resolve("green/01.png");

    Cli cli =
        Cli.run(
            "features",
            run.toString(),
            images.toString(),
            images.resolve("red").toString(),
            single.toString(),
            "--output=" + output);

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    List<String> rows = Files.readAllLines(output.resolve("features.csv"));
    assertThat(rows).hasSize(1 + 24 + 8 + 1);
    assertThat(rows.get(1)).startsWith(images.resolve("blue/00.png") + ",blue,");
    assertThat(rows.get(33)).startsWith(single + ",");
  }

  @Test
  void a_training_begins_with_the_best_weights_of_a_run() {
    Cli cli =
        Cli.run(
            "train",
            "--model=lenet5",
            "--data=" + images,
            "--weights=" + run,
            "--backend=cpu",
            "--batch-size=4",
            "--epochs=1",
            "--output=" + folder.resolve("next"));

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(folder.resolve("next/config.yaml")).content().contains("weights: " + run);
    assertThat(Cli.run("train", "--model=lenet5", "--weights=" + images).err())
        .isEqualToNormalizingNewlines(
            "error: %s is not a run folder: it has no config.yaml\n".formatted(images));
  }
}
