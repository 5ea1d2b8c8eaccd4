package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.app.run.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {

  @TempDir private Path folder;
  private Path images;
  private RunFolder run;

  @BeforeEach
  void make_a_run() throws IOException {
    images = DrawnImages.draw(folder.resolve("squares"), 3, 4);
    run = UntrainedRun.create(folder.resolve("run"), images);
  }

  @Test
  void every_class_of_an_image_is_one_json_object_on_one_line() throws IOException {
    Path image = images.resolve("red/00.png");

    Cli cli = Cli.run("predict", run.toString(), image.toString(), "--top", "all", "--json");

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out().lines()).hasSize(1);
    JsonNode prediction = new ObjectMapper().readTree(cli.out());
    assertThat(prediction.get("file").asText()).isEqualTo(image.toString());
    assertThat(prediction.get("top")).hasSize(3);
    double sum = 0;
    for (JsonNode guess : prediction.get("top")) {
      String name = List.of("blue", "green", "red").get(guess.get("index").asInt());
      assertThat(guess.get("class").asText()).isEqualTo(name);
      sum += guess.get("probability").asDouble();
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
  }

  @Test
  void classes_are_shown_under_other_names() throws IOException {
    Path map = Files.writeString(folder.resolve("map.json"), "[\"sky\", \"grass\", \"rose\"]");
    Path image = images.resolve("red/00.png");

    Cli cli =
        Cli.run("predict", run.toString(), image.toString(), "--top=all", "--class-map=" + map);

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out()).contains("sky", "grass", "rose").doesNotContain("blue", "  red");
  }

  @Test
  void a_folder_stands_for_its_images_at_any_depth_in_order() {
    Cli cli = Cli.run("predict", run.toString(), images.toString(), "--top", "1");

    assertThat(cli.out().lines().map(line -> line.split(" ", 2)[0]))
        .hasSize(12)
        .isSorted()
        .first()
        .isEqualTo(images.resolve("blue/00.png").toString());
  }

  @Test
  void a_file_that_is_no_image_is_named_after_the_others_were_answered() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "no image");
    Path missing = folder.resolve("missing.png");
    Path image = images.resolve("red/00.png");

    Cli cli =
        Cli.run("predict", run.toString(), text.toString(), missing.toString(), image.toString());

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.out()).startsWith(image.toString());
    assertThat(cli.err().lines().filter(line -> line.startsWith("error: ")))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("error: cannot read " + text + ": "))
        .anyMatch(line -> line.startsWith("error: cannot read " + missing + ": "));
  }

  @Test
  void a_file_in_a_folder_that_is_no_image_is_skipped_and_counted() throws IOException {
    Path text = Files.writeString(images.resolve("red/text.png"), "no image");

    Cli cli = Cli.run("predict", run.toString(), images.toString(), "--batch-size=5");

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out().lines().filter(line -> line.startsWith(images.toString()))).hasSize(12);
    assertThat(cli.err()).contains("skipped " + text + ": ", "skipped 1 of 13 images");
    assertThat(cli.err()).doesNotContain("error: ");
  }

  @Test
  void a_damaged_file_of_classes_changes_nothing() throws IOException {
    String image = images.resolve("red/00.png").toString();
    String before = Cli.run("predict", run.toString(), image, "--json").out();
    Files.writeString(run.labels(), "one\n");
    Files.delete(run.preprocessing());

    assertThat(Cli.run("predict", run.toString(), image, "--json").out()).isEqualTo(before);
  }

  /** A stranger's checkpoint could clear the screen, or say something that isn't so. */
  @Test
  void names_that_a_terminal_would_act_on_are_written_out() throws IOException {
    String image = images.resolve("red/00.png").toString();
    try (FileSystem zip = FileSystems.newFileSystem(run.best())) {
      Path card = zip.getPath("model.json");
      String json = Files.readString(card);
      Files.writeString(card, json.replace("\"red\"", "\"\\u001b[2J\\n\\u009bred\\u202e\""));
    }

    Cli text = Cli.run("predict", run.toString(), image, "--top", "all");
    Cli json = Cli.run("predict", run.toString(), image, "--top", "all", "--json");

    assertThat(text.out()).contains("%  \\u001b[2J\\u000a\\u009bred\\u202e");
    assertThat(text.out().lines()).hasSize(3);
    assertThat(json.out().lines()).hasSize(1);
    assertThat(json.out()).doesNotContain("\u001b", "\u009b", "\u202e");
    assertThat(new ObjectMapper().readTree(json.out()).findValuesAsText("class"))
        .contains("\u001b[2J\n\u009bred\u202e");
  }

  @Test
  void an_empty_folder_is_refused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    Cli cli = Cli.run("predict", run.toString(), empty.toString());

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .isEqualToNormalizingNewlines(
            "error: there is no image in the folder %s\n".formatted(empty));
  }

  @Test
  void fewer_than_one_class_is_refused() {
    Cli cli = Cli.run("predict", run.toString(), images.toString(), "--top", "0");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .startsWith("error: Invalid value for option '--top'")
        .contains("expected a number from 1 on, or all; got 0");
  }

  @Test
  void a_missing_image_argument_is_refused() {
    Cli cli = Cli.run("predict", run.toString());

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).startsWith("error: Missing required parameter: 'IMAGE|DIR'");
  }
}
