package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dl4jzoo.app.backend.CudaCheck;
import org.dl4jzoo.app.setting.ConfigFile;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.junit.jupiter.api.Test;

class EvaluateCommandTest extends OnUntrainedRun {

  private Cli evaluate(String... flags) {
    return zoo("evaluate", flags);
  }

  @Test
  void the_test_images_are_measured_and_every_file_of_the_report_is_written() {
    Cli cli = evaluate();

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out()).contains("top-1", "loss", "precision", "true \\ predicted");
    assertThat(cli.out())
        .endsWith("report: %s\n".formatted(run.path().resolve("report/index.html")));
    assertThat(run.path().resolve("report"))
        .isDirectoryContaining("glob:**index.html")
        .isDirectoryContaining("glob:**report.json")
        .isDirectoryContaining("glob:**predictions.csv")
        .isDirectoryContaining("glob:**classes.csv")
        .isDirectoryContaining("glob:**confusion.csv")
        .isDirectoryContaining("glob:**confusion.png")
        .isDirectoryContaining("glob:**worst.png");
  }

  @Test
  void json_is_all_that_stdout_carries() throws IOException {
    Cli cli = evaluate("--split", "train", "--json");

    JsonNode report = new ObjectMapper().readTree(cli.out());
    assertThat(report.fieldNames())
        .toIterable()
        .containsExactly(
            "top1",
            "top1Interval",
            "top5",
            "loss",
            "count",
            "balancedAccuracy",
            "macroF1",
            "matthewsCorrelation",
            "floor",
            "calibration",
            "classes",
            "confusion",
            "perClass");
    assertThat(report.get("count").asInt()).isEqualTo(split("train"));
    assertThat(report.get("top5").isNull()).isTrue();
    assertThat(report.get("loss").asDouble()).isPositive();
  }

  private int split(String subset) throws IOException {
    List<String> rows = Files.readAllLines(run.split());
    return (int) rows.stream().filter(row -> row.contains("," + subset + ",")).count();
  }

  @Test
  void every_image_of_another_folder_is_measured_under_the_runs_labels() throws IOException {
    Path other = DrawnImages.draw(folder.resolve("other"), 2, 3);

    Cli cli = evaluate("--data", other.toString(), "--json");

    JsonNode report = new ObjectMapper().readTree(cli.out());
    assertThat(report.get("count").asInt()).isEqualTo(6);
    assertThat(report.get("classes")).hasSize(3);
    assertThat(run.path().resolve("report-other/confusion.csv")).exists();
  }

  @Test
  void a_file_that_is_no_image_is_skipped_and_named() throws IOException {
    Path other = DrawnImages.draw(folder.resolve("other"), 2, 3);
    Path text = Files.writeString(other.resolve("blue/text.png"), "no image");

    Cli cli = evaluate("--data", other.toString(), "--output", folder.resolve("out").toString());

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out()).contains("images  6");
    assertThat(cli.err()).contains("skipped " + text + ": ", "skipped 1 of 7 images");
  }

  @Test
  void a_folder_of_files_that_are_no_images_is_refused() throws IOException {
    Path other = DrawnImages.draw(folder.resolve("other"), 2, 1);
    Files.writeString(other.resolve("blue/00.png"), "no image");
    Files.writeString(other.resolve("green/00.png"), "no image");

    assertRefused(evaluate("--data", other.toString()), "none of the 2 images can be read");
    assertThat(run.path().resolve("report-other/report.json")).doesNotExist();
  }

  @Test
  void a_class_the_run_does_not_know_is_refused() throws IOException {
    Path other = DrawnImages.draw(folder.resolve("other"), 2, 3);
    Files.move(other.resolve("green"), other.resolve("lime"));

    assertRefused(
        evaluate("--data", other.toString()),
        "the classes of %s must be among blue, green, red; got lime".formatted(other));
  }

  @Test
  void a_folder_without_images_is_refused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    Cli cli = evaluate("--data", empty.toString());

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("error: ").contains(empty.toString());
  }

  @Test
  void a_missing_run_folder_is_refused() {
    Path missing = folder.resolve("missing");

    assertRefused(
        Cli.run("evaluate", missing.toString()), "there is no run folder %s".formatted(missing));
  }

  @Test
  void a_folder_that_is_no_run_is_refused() {
    assertRefused(
        Cli.run("evaluate", images.toString()),
        "%s is not a run folder: it has no config.yaml".formatted(images));
  }

  @Test
  void a_run_without_a_checkpoint_is_refused() {
    assertRefused(
        evaluate("--checkpoint", "last"), "there is no checkpoint %s".formatted(run.last()));
  }

  @Test
  void a_corrupt_checkpoint_is_refused() throws IOException {
    Files.writeString(run.best(), "not a zip file");

    Cli cli = evaluate();

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("error: cannot read the checkpoint %s: ".formatted(run.best()));
    assertThat(run.path().resolve("report")).doesNotExist();
  }

  @Test
  void a_checkpoint_cut_short_is_refused() throws IOException {
    byte[] whole = Files.readAllBytes(run.best());
    Files.write(run.best(), Arrays.copyOf(whole, whole.length / 2));

    Cli cli = evaluate();

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("error: cannot read the checkpoint %s: ".formatted(run.best()));
  }

  /** What the checkpoint says counts, whatever was made of the files that are for people. */
  @Test
  void files_for_people_change_nothing_if_they_are_edited_or_gone() throws IOException {
    String before = evaluate("--json").out();

    Files.writeString(run.labels(), "blue\ngreen\n");
    new Preprocessing(28, 28, 1, Resize.SQUASH, Scale.UNIT).write(run.preprocessing());
    ConfigFile.write(run.config(), UntrainedRun.config("resnet18", folder.resolve("nowhere")));
    assertThat(evaluate("--json").out()).isEqualTo(before);

    Files.writeString(run.preprocessing(), "no JSON");
    Files.writeString(run.config(), "no settings");
    assertThat(evaluate("--json").out()).isEqualTo(before);

    Files.delete(run.labels());
    Files.delete(run.preprocessing());
    Files.delete(run.config());
    assertThat(evaluate("--json").out()).isEqualTo(before);
    assertThat(before).contains("\"blue\", \"green\", \"red\"");
  }

  @Test
  void a_checkpoint_that_contradicts_itself_is_refused() throws IOException {
    replaceInCard("[\"blue\",\"green\",\"red\"]", "[\"blue\",\"green\"]");
    assertRefused(
        evaluate(),
        "cannot read the checkpoint %s: its model.json names 2 classes; its classifier has 3"
            .formatted(run.best()));

    replaceInCard("\"preprocessing\":{\"height\":32", "\"preprocessing\":{\"height\":28");
    assertThat(evaluate().err())
        .contains("error: cannot read the checkpoint %s: its model.json".formatted(run.best()))
        .contains("its preprocessing makes images of 28x32x3; its network takes 32x32x3");
  }

  private void replaceInCard(String part, String other) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(run.best())) {
      Path card = zip.getPath("model.json");
      String before = Files.readString(card);
      assertThat(before).contains(part);
      Files.writeString(card, before.replace(part, other));
    }
  }

  private void forgetData() throws IOException {
    replaceInCard(",\"data\":\"%s\"".formatted(images), "");
  }

  @Test
  void a_run_whose_card_names_no_data_is_measured_on_those_of_its_settings() throws IOException {
    forgetData();

    assertThat(evaluate().exitCode()).isZero();
  }

  @Test
  void a_run_from_before_some_settings_were_there_is_measured() throws IOException {
    forgetData();
    leaveOut("weights|unfreeze|norm-statistics|backend|memory|precision|class-weights|cache");

    assertThat(evaluate().exitCode()).isZero();
  }

  @Test
  void a_setting_that_every_run_has_is_named_where_it_is_missing() throws IOException {
    forgetData();
    for (String setting : List.of("augment", "schedule", "optimizer", "data", "model")) {
      leaveOut(setting);

      assertRefused(evaluate(), "%s: %s is missing".formatted(run.config(), setting));
    }
  }

  private void leaveOut(String settings) throws IOException {
    List<String> lines = Files.readAllLines(run.config());
    lines.removeIf(line -> line.matches("(" + settings + "): .*"));
    Files.write(run.config(), lines);
  }

  @Test
  void an_unknown_split_flag_or_backend_is_refused() {
    assertThat(evaluate("--split", "exam").exitCode()).isEqualTo(2);
    assertThat(evaluate("--spilt", "test").err())
        .contains("error: Unknown option")
        .contains("--spilt");
    assertThat(evaluate("--batch-size", "0").err())
        .contains("error: batch-size must be at least 1; got 0");
  }

  @Test
  void cuda_is_refused_where_there_is_none_before_anything_is_read() throws IOException {
    CudaCheck check = CudaCheck.run();
    assumeThat(check.problem()).as("a machine without a GPU").isNotNull();
    Files.delete(run.best());

    assertRefused(evaluate("--backend", "cuda"), "backend cuda: " + check.problem());
  }
}
