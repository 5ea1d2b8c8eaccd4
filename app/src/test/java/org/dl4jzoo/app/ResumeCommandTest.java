package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jzoo.app.evaluate.Temperature;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.KeptTemperature;
import org.dl4jzoo.app.run.RunFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeCommandTest {

  @TempDir static Path shared;
  private static Path images;
  private static Path trained;

  @TempDir Path folder;
  private Path run;

  @BeforeAll
  static void train_once() throws IOException {
    images = DrawnImages.draw(shared.resolve("images"), 3, 15);
    trained = shared.resolve("trained");
    Cli cli =
        Cli.run(
            "train",
            "--model=lenet5",
            "--data=" + images,
            "--backend=cpu",
            "--engine=nd4j",
            "--batch-size=8",
            "--epochs=2",
            "--schedule=constant",
            "--output=" + trained);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
  }

  @BeforeEach
  void copy_the_run() throws IOException {
    run = Files.createDirectories(folder.resolve("run"));
    try (Stream<Path> files = Files.list(trained)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, run.resolve(file.getFileName()));
      }
    }
  }

  private Cli resume(String... more) {
    return Cli.run(
        Stream.concat(Stream.of("train", "--resume=" + run), Stream.of(more))
            .toArray(String[]::new));
  }

  private void assertRefused(Cli cli, String message) {
    assertThat(cli.err()).endsWith("error: " + message + System.lineSeparator());
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void a_run_killed_before_its_first_checkpoint_starts_again() throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.filter(path -> !path.endsWith("config.yaml")).toList()) {
        Files.delete(file);
      }
    }

    Cli cli = resume();

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains(run + " has no checkpoint yet: it starts again\n");
    assertThat(Checkpoint.read(run.resolve("last.zip")).network().params())
        .isEqualTo(Checkpoint.read(trained.resolve("last.zip")).network().params());
  }

  @Test
  void a_damaged_newest_checkpoint_gives_way_to_the_best_one() throws IOException {
    Files.writeString(run.resolve("last.zip"), "no zip");

    Cli cli = resume();

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err())
        .contains("cannot read the checkpoint " + run.resolve("last.zip"))
        .contains("; the training goes on from " + run.resolve("best.zip") + ", after epoch ");
    assertThat(Checkpoint.read(run.resolve("last.zip")).state().epoch()).isEqualTo(2);
  }

  @Test
  void a_run_without_a_readable_checkpoint_is_not_resumed() throws IOException {
    Files.writeString(run.resolve("last.zip"), "no zip");
    Files.writeString(run.resolve("best.zip"), "no zip");

    Cli cli = resume();

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .hasLineCount(1)
        .startsWith("error: cannot read the checkpoint " + run.resolve("last.zip"));
  }

  @Test
  void a_temperature_is_not_taken_along_and_stays_with_the_weights_it_holds_for() {
    RunFolder folderOfRun = new RunFolder(run);
    KeptTemperature.keep(new Temperature(1.5), folderOfRun.best(), folderOfRun);
    KeptTemperature.keep(new Temperature(1.5), folderOfRun.last(), folderOfRun);

    Cli cli = resume("--epochs=3");

    assertThat(cli.err())
        .contains(
            "the temperature of %s isn't taken along: it holds for its weights alone\n"
                .formatted(folderOfRun.last()));
    Checkpoint last = Checkpoint.read(folderOfRun.last());
    assertThat(last.card().temperature()).isNull();
    assertThat(last.card().settings()).containsEntry("epochs", "3");
  }

  @Test
  void a_checkpoint_of_another_model_is_not_resumed() throws IOException {
    edit("lenet5", "alexnet");

    assertRefused(
        resume(),
        "%s holds a lenet5, but %s says alexnet"
            .formatted(run.resolve("last.zip"), run.resolve("config.yaml")));
  }

  @Test
  void a_run_whose_image_size_was_edited_is_not_resumed() throws IOException {
    edit("image-size: 28", "image-size: 32");

    assertRefused(
        resume("--epochs=3"),
        "%s was trained with image-size 28, but %s says 32"
            .formatted(run.resolve("last.zip"), run.resolve("config.yaml")));
  }

  @Test
  void the_cpu_goes_on_with_a_run_of_a_gpu_and_says_so() throws IOException {
    edit("engine: nd4j", "engine: cuda");

    Cli cli = resume("--epochs=3", "--backend=cpu");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err())
        .contains("backend: cpu")
        .contains(
            "goes on with what engine cuda began: results differ by rounding from those of one of"
                + " them\n");
    assertThat(Files.readString(run.resolve("config.yaml"))).doesNotContain("cuda");
  }

  @Test
  void a_run_keeps_its_engine_where_that_is_there() {
    Cli cli = resume("--epochs=3");

    assertThat(cli.err()).doesNotContain("goes on with what");
    assertRefused(
        resume("--engine=onednn"),
        "engine of the run is nd4j and can't change when it is resumed; got onednn");
  }

  private void edit(String from, String to) throws IOException {
    Path config = run.resolve("config.yaml");
    String before = Files.readString(config);
    assertThat(before).contains(from);
    Files.writeString(config, before.replace(from, to));
  }

  @Test
  void weights_that_are_no_numbers_are_neither_predicted_with_nor_exported_nor_resumed() {
    for (String name : List.of("best.zip", "last.zip")) {
      Checkpoint good = Checkpoint.read(run.resolve(name));
      good.network().params().putScalar(7, Float.NaN);
      good.write(run.resolve(name));
    }
    String sentence =
        "cannot read the checkpoint %s: 1 of its 61,111 parameters are not finite numbers: its"
            + " training diverged";
    Path export = folder.resolve("weights.safetensors");

    assertRefused(
        Cli.run("predict", run.toString(), images.resolve("red/01.png").toString()),
        sentence.formatted(run.resolve("best.zip")));
    assertRefused(
        Cli.run("weights", "export", run.toString(), "--format=safetensors", "--output=" + export),
        sentence.formatted(run.resolve("best.zip")));
    assertRefused(resume("--epochs=3"), sentence.formatted(run.resolve("last.zip")));
    assertThat(export).doesNotExist();
  }
}
