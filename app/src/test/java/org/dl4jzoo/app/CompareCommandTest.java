package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {

  @TempDir private Path folder;

  /** What a run leaves of its test, as far as it is compared. */
  private Path run(String name, String... rows) throws IOException {
    Path run = folder.resolve(name);
    Files.createDirectories(run.resolve("report"));
    Files.writeString(run.resolve("config.yaml"), "model: lenet5\n");
    Files.writeString(run.resolve("report/report.json"), "{\"loss\": 0.5}");
    Files.writeString(
        run.resolve("report/predictions.csv"),
        "path,label,predicted,daisy,rose\n" + String.join("\n", rows) + "\n");
    return run;
  }

  private Path good() throws IOException {
    return run(
        "good",
        "daisy/1.jpg,daisy,daisy,1,0",
        "daisy/2.jpg,daisy,daisy,1,0",
        "rose/1.jpg,rose,rose,0,1");
  }

  private Path bad() throws IOException {
    return run(
        "bad",
        "daisy/1.jpg,daisy,rose,0,1",
        "daisy/2.jpg,daisy,rose,0,1",
        "rose/1.jpg,rose,rose,0,1");
  }

  @Test
  void the_better_run_comes_first_and_the_difference_is_tested() throws IOException {
    Path bad = bad();
    Path good = good();

    Cli cli = Cli.run("compare", bad.toString(), good.toString());

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out())
        .contains(good + " against " + bad + ":", "+66.7 points", "McNemar p = 0.5")
        .doesNotContain("DIFFERENT IMAGES")
        .endsWith("page: %s\n".formatted(folder.resolve("compare.html")));
    assertThat(folder.resolve("compare.html"))
        .content()
        .contains("daisy/1.jpg", "good against bad")
        .doesNotContainPattern("(src|href)=\"(?!data:|#)");
  }

  @Test
  void images_that_tell_two_runs_apart_are_shown() throws IOException {
    Path images = DrawnImages.draw(folder.resolve("squares"), 3, 8);
    UntrainedRun.create(folder.resolve("first"), images);
    UntrainedRun.create(folder.resolve("second"), images);

    Cli cli =
        Cli.run(
            "compare",
            run("first", "blue/00.png,blue,blue,1,0", "red/01.png,red,red,0,1").toString(),
            run("second", "blue/00.png,blue,red,0,1", "red/01.png,red,red,0,1").toString());

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(folder.resolve("compare.html"))
        .content()
        .containsOnlyOnce("src=\"data:image/jpeg;base64,")
        .contains("alt=\"blue/00.png\"");
  }

  @Test
  void runs_whose_images_are_gone_are_compared_without_thumbnails() throws IOException {
    Cli cli = Cli.run("compare", good().toString(), bad().toString());

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.err())
        .contains("the page has no thumbnails: there is no checkpoint " + folder.resolve("good"));
  }

  @Test
  void json_has_the_images_that_one_alone_gets_right() throws IOException {
    Cli cli = Cli.run("compare", good().toString(), bad().toString(), "--json");

    JsonNode pair = new ObjectMapper().readTree(cli.out()).get("pairs").get(0);
    assertThat(pair.get("onlyFirst").asInt()).isEqualTo(2);
    assertThat(pair.get("different").get(1).get("path").asText()).isEqualTo("daisy/2.jpg");
  }

  @Test
  void different_test_images_are_told_loudly() throws IOException {
    Path other = run("other", "daisy/1.jpg,daisy,daisy,1,0", "daisy/9.jpg,daisy,daisy,1,0");

    assertThat(Cli.run("compare", bad().toString(), other.toString()).out())
        .contains("TESTED ON DIFFERENT IMAGES: 1 in common, 3 others, which don't count here");
  }

  @Test
  void a_folder_of_runs_is_ranked() throws IOException {
    good();
    bad();
    Files.createDirectories(folder.resolve("untested"));
    Files.writeString(folder.resolve("untested/config.yaml"), "model: lenet5\n");

    Cli cli = Cli.run("compare", folder.toString());

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err())
        .contains("left out: " + folder.resolve("untested") + " has no report of its test images");
    assertThat(folder.resolve("index.html")).content().contains("2 runs beside each other");
  }

  @Test
  void a_run_without_a_report_is_told_how_to_get_one() throws IOException {
    Path untested = folder.resolve("untested");
    Files.createDirectories(untested);
    Files.writeString(untested.resolve("config.yaml"), "model: lenet5\n");

    Cli cli = Cli.run("compare", good().toString(), untested.toString());

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .isEqualTo(
            "error: %1$s has no report of its test images; zoo evaluate %1$s makes it\n"
                .formatted(untested));
  }

  @Test
  void one_run_is_not_compared() throws IOException {
    Path good = good();

    Cli cli = Cli.run("compare", good.toString());

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).isEqualTo("error: at least two runs are compared; got " + good + "\n");
  }
}
