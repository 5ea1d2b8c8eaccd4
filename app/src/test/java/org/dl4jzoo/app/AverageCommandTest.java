package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class AverageCommandTest {

  @TempDir private Path folder;
  private RunFolder run;

  @BeforeEach
  void make_a_run() throws IOException {
    Path images = DrawnImages.draw(folder.resolve("images"), 3, 8);
    run = UntrainedRun.create(folder.resolve("run"), images);
  }

  /** A checkpoint whose weights are those of the run with something added to each. */
  private Path moved(String name, double added) {
    Checkpoint checkpoint = Checkpoint.read(run.best());
    checkpoint.network().params().addi(added);
    Path file = run.path().resolve(name);
    checkpoint.write(file);
    return file;
  }

  private Path changed(String name, ModelCard card) {
    Path file = run.path().resolve(name);
    Checkpoint.read(run.best()).with(card).write(file);
    return file;
  }

  private ModelCard card() {
    return Checkpoint.read(run.best()).card();
  }

  @Test
  void every_weight_is_the_mean_of_the_checkpoints() {
    moved("top-0.50000-epoch-0001.zip", 0.3);
    moved("top-0.60000-epoch-0002.zip", -0.5);
    moved("top-0.70000-epoch-0003.zip", 0.8);

    Cli cli = Cli.run("average", run.toString(), "--backend", "cpu");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    Path file = run.path().resolve("average.zip");
    assertThat(cli.out())
        .contains("validation top-1", "top-0.60000-epoch-0002.zip")
        .endsWith("average of 3 checkpoints: %s\n".formatted(file));
    Checkpoint average = Checkpoint.read(file);
    INDArray moved = average.network().params().sub(Checkpoint.read(run.best()).network().params());
    assertThat(moved.sub(0.2).amaxNumber().doubleValue()).isLessThan(1e-6);
    assertThat(average.card().labels()).isEqualTo(card().labels());
    assertThat(average.card().weights().source()).contains("the mean of", "top-0.70000-epoch-0003");
  }

  /** 0.25 of a network whose weights are 0.8 larger, and 0.15 of one with 0.4 less: 0.14 more. */
  @Test
  void a_checkpoint_counts_its_share() {
    String[] files = {
      run.best().toString(), moved("two.zip", 0.8).toString(), moved("three.zip", -0.4).toString()
    };

    Cli cli =
        Cli.run(
            "average",
            files[0],
            files[1],
            files[2],
            "--shares",
            "0.6,0.25,0.15",
            "--backend",
            "cpu");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    Checkpoint average = Checkpoint.read(run.path().resolve("average.zip"));
    INDArray moved = average.network().params().sub(Checkpoint.read(run.best()).network().params());
    assertThat(moved.sub(0.14).amaxNumber().doubleValue()).isLessThan(1e-6);
    assertThat(average.card().weights().source())
        .contains("the mean of 0.6 × best.zip, 0.25 × two.zip, 0.15 × three.zip");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.5,0.6 | numbers above 0 that add up to 1; got [0.5, 0.6]",
        "1.5,-0.5 | numbers above 0 that add up to 1; got [1.5, -0.5]",
        "NaN,1 | numbers above 0 that add up to 1; got [NaN, 1.0]",
        "0.2,0.3,0.5 | a number for each of the 2 checkpoints; got [0.2, 0.3, 0.5]",
        "half,half | half"
      })
  void shares_that_make_no_mean_are_refused(String shares, String sentence) {
    Cli cli =
        Cli.run("average", run.best().toString(), moved("b.zip", 1).toString(), "--shares", shares);
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains(sentence);
    assertThat(run.path().resolve("average.zip")).doesNotExist();
  }

  @Test
  void shares_are_not_of_the_checkpoints_that_a_run_keeps() {
    moved("top-0.50000-epoch-0001.zip", 0.3);
    moved("top-0.60000-epoch-0002.zip", -0.5);

    Cli cli = Cli.run("average", run.toString(), "--shares", "0.5,0.5");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("--shares needs checkpoints by their names", "which have 2");
  }

  @Test
  void the_accuracies_are_those_of_zoo_evaluate() throws IOException {
    Path one = moved("one.zip", 0);
    Path two = moved("two.zip", 0.1);

    JsonNode told = json("average", one.toString(), two.toString(), "--backend", "cpu", "--json");

    JsonNode evaluated =
        json("evaluate", two.toString(), "--split", "validation", "--backend", "cpu", "--json");
    assertThat(told.at("/averaged/1/validationLoss").doubleValue())
        .isEqualTo(evaluated.get("loss").doubleValue());
    assertThat(told.at("/averaged/1/validationTop1").doubleValue())
        .isEqualTo(evaluated.get("top1").doubleValue());
    JsonNode mean =
        json(
            "evaluate",
            run.path().resolve("average.zip").toString(),
            "--split",
            "validation",
            "--backend",
            "cpu",
            "--json");
    assertThat(told.at("/average/validationLoss").doubleValue())
        .isEqualTo(mean.get("loss").doubleValue());
  }

  private static JsonNode json(String... args) throws IOException {
    Cli cli = Cli.run(args);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return new ObjectMapper().readTree(cli.out());
  }

  @Test
  void other_networks_classes_and_images_are_refused() {
    ModelCard card = card();
    refused(
        changed(
            "classes.zip",
            new ModelCard(
                card.model(),
                card.options(),
                card.preprocessing(),
                List.of("blue", "red", "green"),
                null,
                card.data())),
        "the classes must be the same in all checkpoints");
    refused(
        changed(
            "model.zip",
            new ModelCard(
                "alexnet", card.options(), card.preprocessing(), card.labels(), null, card.data())),
        "the network must be the same in all checkpoints");
    refused(
        changed(
            "width.zip",
            new ModelCard(
                card.model(),
                card.options().withAuxiliaryHeads(true),
                card.preprocessing(),
                card.labels(),
                null,
                card.data())),
        "the shape of the network must be the same in all checkpoints");
    refused(
        changed(
            "resize.zip",
            new ModelCard(
                card.model(),
                card.options(),
                new Preprocessing(32, 32, 3, Resize.PAD, Scale.UNIT),
                card.labels(),
                null,
                card.data())),
        "the preprocessing must be the same in all checkpoints");
  }

  private void refused(Path other, String sentence) {
    Cli cli = Cli.run("average", run.best().toString(), other.toString(), "--backend", "cpu");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains(sentence, other.toString());
    assertThat(run.path().resolve("average.zip")).doesNotExist();
  }

  @Test
  void one_checkpoint_has_no_average() {
    Cli cli = Cli.run("average", run.toString());
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("at least two checkpoints are averaged", "--save-top N");
  }

  @Test
  void checkpoints_outside_of_a_run_need_an_output_and_have_no_validation_images()
      throws IOException {
    Path one = Files.copy(run.best(), folder.resolve("one.zip"));
    Path two = Files.copy(run.best(), folder.resolve("two.zip"));

    Cli without = Cli.run("average", one.toString(), two.toString());
    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.err()).contains("--output FILE is missing");

    Path output = folder.resolve("mean.zip");
    Cli cli =
        Cli.run(
            "average",
            one.toString(),
            two.toString(),
            "--output",
            output.toString(),
            "--backend",
            "cpu");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("no validation accuracy is told: no run folder is around");
    assertThat(Checkpoint.read(output).network().params())
        .isEqualTo(Checkpoint.read(one).network().params());
  }

  @Test
  void a_checkpoint_is_not_written_over() {
    Cli cli =
        Cli.run(
            "average",
            run.best().toString(),
            moved("other.zip", 1).toString(),
            "--output",
            run.best().toString());
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("the output must be another file");
  }
}
