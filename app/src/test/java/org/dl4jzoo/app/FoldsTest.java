package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.dl4jzoo.app.run.Checkpoint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --folds}: 3 trainings on two thirds of 45 images each, and one on all of them. */
class FoldsTest {

  private static final int IMAGES = 45;

  @TempDir static Path shared;
  private static Path images;
  private static Path trained;
  private static Cli training;

  @BeforeAll
  static void train_once() throws IOException {
    images = DrawnImages.draw(shared.resolve("images"), 3, IMAGES / 3);
    trained = shared.resolve("trained");
    training = train("--folds=3", "--output=" + trained, "--json");
  }

  private static Cli train(String... more) {
    Stream<String> basic =
        Stream.of(
            "train",
            "--model=lenet5",
            "--data=" + images,
            "--backend=cpu",
            "--engine=nd4j",
            "--epochs=2",
            "--batch-size=8");
    return Cli.run(Stream.concat(basic, Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void each_image_tests_the_one_network_that_never_saw_it() throws IOException {
    List<String> tested = new ArrayList<>();
    for (int fold = 1; fold <= 3; fold++) {
      List<String> rows = Files.readAllLines(trained.resolve("fold-" + fold + "/split.csv"));
      assertThat(rows).hasSize(1 + IMAGES);
      rows.stream()
          .filter(row -> row.contains(",validation,"))
          .map(row -> row.substring(0, row.indexOf(',')))
          .forEach(tested::add);
    }
    assertThat(tested).hasSize(IMAGES).doesNotHaveDuplicates();
  }

  @Test
  void the_accuracy_is_that_of_all_folds_together() throws IOException {
    JsonNode folds = result().get("folds");

    assertThat(folds.get("count").asInt()).isEqualTo(IMAGES);
    double right = 0;
    for (int fold = 1; fold <= 3; fold++) {
      right += IMAGES / 3 * lastTop1(trained.resolve("fold-" + fold + "/metrics.csv"));
    }
    assertThat(folds.get("top1").asDouble()).isCloseTo(right / IMAGES, within(1e-6));
    assertThat(trained.resolve("report-folds/index.html"))
        .content()
        .contains("lenet5, cross-validated", "zoo train --resume " + trained);
    assertThat(trained.resolve("fold-1/report-validation")).doesNotExist();
  }

  private static double lastTop1(Path metrics) throws IOException {
    List<String> rows = Files.readAllLines(metrics);
    return Double.parseDouble(rows.get(rows.size() - 1).split(",", -1)[6]);
  }

  @Test
  void the_network_that_is_kept_is_trained_on_all_images() throws IOException {
    assertThat(training.exitCode()).as(training.err()).isZero();
    assertThat(Files.readAllLines(trained.resolve("split.csv")))
        .filteredOn(row -> row.contains(",train,"))
        .hasSize(IMAGES);
    assertThat(trained.resolve("metrics.csv")).content().contains("\n2,12,"); // 6 batches of 8
    assertThat(result().get("test").isNull()).isTrue();
    assertThat(Cli.run("predict", trained.toString(), anImage()).exitCode()).isZero();
  }

  @Test
  void a_fold_that_is_missing_is_trained_when_the_run_is_gone_on_with() throws IOException {
    Path copy = shared.resolve("copy");
    FileUtils.copyDirectory(trained.toFile(), copy.toFile());
    FileUtils.deleteDirectory(copy.resolve("fold-2").toFile());

    Cli resumed = Cli.run("train", "--resume", copy.toString(), "--json");

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(Checkpoint.read(copy.resolve("fold-2/best.zip")).network().params())
        .isEqualTo(Checkpoint.read(trained.resolve("fold-2/best.zip")).network().params());
    assertThat(new ObjectMapper().readTree(resumed.out()).get("folds"))
        .isEqualTo(result().get("folds"));
  }

  @Test
  void runs_are_compared_by_what_their_folds_say() throws IOException {
    Path copy = shared.resolve("same");
    FileUtils.copyDirectory(trained.toFile(), copy.toFile());

    Cli cli = Cli.run("compare", trained.toString(), copy.toString(), "--json");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    JsonNode first = new ObjectMapper().readTree(cli.out()).get("runs").get(0);
    assertThat(first.get("count").asInt()).isEqualTo(IMAGES);
    assertThat(first.get("top1").asDouble())
        .isCloseTo(result().get("folds").get("top1").asDouble(), within(1e-9));
  }

  @Test
  void one_fold_can_be_trained_alone() throws IOException {
    Path alone = shared.resolve("alone");

    Cli cli = train("--folds=3", "--fold=2", "--output=" + alone);

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(alone.resolve("split.csv"))
        .hasSameTextualContentAs(trained.resolve("fold-2/split.csv"));
  }

  @Test
  void refuses_what_would_choose_on_a_fold_or_split_otherwise() {
    assertRefused("keep must be last with folds", "--folds=3", "--keep=best");
    assertRefused("patience must be unset where keep is last", "--folds=3", "--patience=1");
    assertRefused("split must be unset with folds", "--folds=3", "--split=0.8,0.1,0.1");
    assertRefused("fold must be from 1 to the 3 folds", "--folds=3", "--fold=4");
    assertRefused("fold must be unset without folds", "--fold=1");
    assertRefused("folds must be at least 2", "--folds=1");
    assertRefused("class blue is too small for 16 folds", "--folds=16");
  }

  private static void assertRefused(String message, String... flags) {
    Path output = shared.resolve("refused");
    Cli cli =
        train(
            Stream.concat(Stream.of(flags), Stream.of("--output=" + output))
                .toArray(String[]::new));
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains(message);
    assertThat(output).doesNotExist();
  }

  private static String anImage() throws IOException {
    try (Stream<Path> files = Files.walk(images)) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow().toString();
    }
  }

  private static JsonNode result() throws IOException {
    return new ObjectMapper().readTree(training.out());
  }
}
