package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jzoo.app.run.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code zoo evaluate} tells of the labels of a run's images. */
class LabelErrorsTest {

  @TempDir private Path folder;
  private Path images;
  private RunFolder run;

  @BeforeEach
  void make_a_run() throws IOException {
    images = DrawnImages.draw(folder.resolve("images"), 2, 20);
    run = UntrainedRun.create(folder.resolve("run"), images);
  }

  private String page() throws IOException {
    return Files.readString(run.report("test").resolve("index.html"));
  }

  @Test
  void all_subsets_of_a_small_run_are_looked_through_unasked() throws IOException {
    Cli cli = Cli.run("evaluate", run.toString());

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).doesNotContain("wrong labels");
    assertThat(page())
        .contains("<section id=\"labels\"")
        .containsPattern("features of \\d+ training, \\d+ validation, \\d+ test images")
        .contains("<section id=\"map\"");
    assertThat(run.report("test").resolve("label-issues.csv")).exists();
  }

  @Test
  void where_training_images_are_gone_the_test_images_are_looked_through() throws IOException {
    Path gone =
        Files.readAllLines(run.split()).stream()
            .filter(line -> line.contains(",train,"))
            .map(line -> images.resolve(line.substring(0, line.indexOf(','))))
            .findFirst()
            .orElseThrow();
    Files.delete(gone);

    Cli cli = Cli.run("evaluate", run.toString(), "--label-errors");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err())
        .contains("wrong labels are looked for among the test images only: ")
        .contains("wrong labels were not looked for, which takes 20 images of two classes");
    assertThat(page()).doesNotContain("<section id=\"labels\"");
  }

  @Test
  void other_images_are_looked_through_by_themselves() {
    Path output = folder.resolve("other");

    Cli cli =
        Cli.run(
            "evaluate",
            run.toString(),
            "--data",
            images.toString(),
            "--label-errors",
            "--output",
            output.toString());

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(output.resolve("index.html")).content().contains("features of 40 images images");
  }
}
