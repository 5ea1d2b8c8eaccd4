package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dl4jzoo.app.backend.CudaCheck;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

  @TempDir static Path shared;
  private static Path images;
  private static Path trained;
  private static Cli training;

  @TempDir Path folder;

  @BeforeAll
  static void train_once() throws IOException {
    images = DrawnImages.draw(shared.resolve("images"), 3, 15);
    trained = shared.resolve("trained");
    training = train(trained, "--epochs=1", "--schedule=constant", "--json");
  }

  /** A small training; a flag given here takes the place of the one of that name. */
  private static Cli train(Path output, String... more) {
    Map<String, String> flags = new LinkedHashMap<>();
    Stream<String> basic =
        Stream.of(
            "--model=lenet5",
            "--data=" + images,
            "--backend=cpu",
            "--engine=nd4j",
            "--batch-size=8",
            "--output=" + output);
    Stream.concat(basic, Arrays.stream(more))
        .forEach(flag -> flags.put(flag.replaceFirst("=.*", ""), flag));
    return Cli.run(
        Stream.concat(Stream.of("train"), flags.values().stream()).toArray(String[]::new));
  }

  /** Exit code 2, nothing on stdout, one line on stderr, no output folder. */
  private void assertRefused(Cli cli, String message) {
    assertThat(cli.err()).isEqualToNormalizingNewlines("error: " + message + "\n");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(folder.resolve("run")).doesNotExist();
  }

  private Cli trainWith(String... more) {
    return train(folder.resolve("run"), more);
  }

  @Test
  void several_gpus_are_refused_where_they_can_not_be() throws IOException {
    assertRefused(
        trainWith("--devices=0,1"),
        "devices must be unset with backend cpu, which has no GPU; got 0,1");
    assertRefused(
        trainWith("--backend=cuda", "--engine=cuda", "--device=0", "--devices=all"),
        "devices must be unset with device 0; got all");
    assumeThat(CudaCheck.run().problem()).as("no GPU").isNotNull();
    Path file = Files.writeString(folder.resolve("my.yaml"), "device: 0\n");
    assertRefused(
        trainWith("--config=" + file, "--backend=auto", "--engine=cuda", "--devices=0,1"),
        "backend cuda: " + CudaCheck.run().problem());
  }

  @Test
  void a_training_leaves_a_whole_run_folder() {
    assertThat(training.exitCode()).as(training.err()).isZero();
    assertThat(trained.toFile().list())
        .containsExactlyInAnyOrder(
            ".lock",
            "best.zip",
            "config.yaml",
            "curves.png",
            "environment.json",
            "labels.txt",
            "last.zip",
            "metrics.csv",
            "preprocessing.json",
            "report",
            "run.log",
            "split.csv");
    assertThat(trained.resolve("labels.txt")).hasContent("blue\ngreen\nred\n");
    assertThat(trained.resolve("run.log")).content().contains("epoch 1/1: loss ");
    assertThat(trained.resolve("metrics.csv")).content().hasLineCount(2).contains("\n1,5,");
  }

  @Test
  void json_is_all_there_is_on_stdout() throws IOException {
    JsonNode result = new ObjectMapper().readTree(training.out());

    assertThat(training.out()).hasLineCount(1);
    assertThat(result.get("run").asText()).isEqualTo(trained.toString());
    assertThat(result.get("epochs").asInt()).isEqualTo(1);
    String[] epoch = Files.readAllLines(trained.resolve("metrics.csv")).get(1).split(",", -1);
    assertThat(result.get("best").get("validationTop1").asDouble())
        .isCloseTo(Double.parseDouble(epoch[6]), within(1e-5));
    assertThat(result.get("test").get("count").asInt()).isPositive();
  }

  @Test
  void the_config_of_a_run_can_be_fed_back() {
    Cli cli =
        Cli.run(
            "train",
            "--config=" + trained.resolve("config.yaml"),
            "--output=" + folder.resolve("again"));

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(folder.resolve("again/config.yaml"))
        .hasSameTextualContentAs(trained.resolve("config.yaml"));
  }

  /** At a constant rate: any other schedule depends on the number of epochs. */
  @Test
  void a_run_given_more_epochs_ends_like_one_that_had_them_from_the_start() throws IOException {
    Path run = copyOfTrained();
    Path straight = folder.resolve("straight");

    Cli cli = Cli.run("train", "--resume=" + run, "--epochs=2");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    String[] straightOn = {"--epochs=2", "--schedule=constant", "--warmup-epochs=0"};
    assertThat(train(straight, straightOn).exitCode()).isZero();
    assertThat(results(run)).hasSize(3).isEqualTo(results(straight));
    assertThat(run.resolve("config.yaml")).content().contains("epochs: 2\n");
  }

  @Test
  void a_learning_rate_is_suggested_and_plotted_without_a_training() throws IOException {
    Path run = folder.resolve("run");

    Cli cli = trainWith("--lr-find", "--json");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    JsonNode result = new ObjectMapper().readTree(cli.out());
    assertThat(result.get("plot").asText()).isEqualTo(run.resolve("lr-find.png").toString());
    assertThat(run.toFile().list()).containsExactlyInAnyOrder("lr-find.csv", "lr-find.png");
    assertThat(run.resolve("lr-find.csv"))
        .content()
        .startsWith("learning rate,loss\n1.00000e-06,")
        .contains(String.format(Locale.ROOT, "\n%.6g,", result.get("learningRate").asDouble()));
  }

  /** The rows of metrics.csv up to the validation top-1; the times after it differ. */
  private static List<String> results(Path run) throws IOException {
    return Files.readAllLines(run.resolve("metrics.csv")).stream()
        .map(row -> row.replaceFirst("(,[^,]*){3}$", ""))
        .toList();
  }

  private Path copyOfTrained() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    try (Stream<Path> files = Files.list(trained)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  @Test
  void an_unknown_model_is_refused_with_the_nearest_names() {
    Cli cli = trainWith("--model=resnet81");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).startsWith("error: unknown model 'resnet81'").contains("resnet18");
  }

  @Test
  void an_unknown_flag_is_refused_with_the_nearest_ones() {
    Cli cli = trainWith("--epoch=3");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("Unknown option: '--epoch=3'").contains("--epochs");
  }

  @Test
  void a_value_of_the_wrong_type_is_refused() {
    assertRefused(trainWith("--epochs=many"), "epochs must be a whole number; got many");
    assertRefused(
        trainWith("--optimizer=lion"),
        "optimizer must be one of adam, sgd, adamw, rmsprop; got lion");
  }

  @Test
  void a_value_out_of_range_is_refused() {
    assertRefused(trainWith("--batch-size=0"), "batch-size must be at least 1; got 0");
    assertRefused(trainWith("--epochs=0"), "epochs must be at least 1; got 0");
    assertRefused(trainWith("--learning-rate=0"), "learning-rate must be greater than 0; got 0.0");
    assertRefused(
        trainWith("--learning-rate=-1"), "learning-rate must be greater than 0; got -1.0");
  }

  @Test
  void an_image_too_small_for_the_network_is_refused() {
    assertRefused(
        trainWith("--image-size=8"), "image-size must be at least 12 for lenet5; got 8x8x1");
  }

  @Test
  void a_batch_larger_than_the_training_set_is_refused() {
    Cli cli = trainWith("--batch-size=46");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .matches("error: batch-size must be at most the 3\\d training images of .*; got 46\\R");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void a_folder_without_images_of_two_classes_is_refused() throws IOException {
    Path missing = folder.resolve("missing");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path oneClass = DrawnImages.draw(folder.resolve("one"), 1, 3);
    for (Path data : List.of(missing, empty, oneClass)) {
      Cli cli = trainWith("--data=" + data);

      assertThat(cli.exitCode()).as(cli.err()).isEqualTo(2);
      assertThat(cli.err()).hasLineCount(1).startsWith("error: ").contains(data.toString());
      assertThat(folder.resolve("run")).doesNotExist();
    }
  }

  @Test
  void a_configuration_file_that_is_wrong_is_refused() throws IOException {
    Path config = folder.resolve("my.yaml");
    assertRefused(trainWith("--config=" + config), "there is no configuration file " + config);
    Files.writeString(config, "epocs: 3\n");
    assertRefused(
        trainWith("--config=" + config),
        config + " line 1: unknown setting 'epocs'; the nearest is 'epochs'");
  }

  @Test
  void a_flag_wins_over_the_file_and_the_file_over_the_default() throws IOException {
    Path config = Files.writeString(folder.resolve("my.yaml"), "batch-size: 0\nepochs: 0\n");

    assertRefused(trainWith("--config=" + config), "epochs must be at least 1; got 0");
    assertRefused(
        trainWith("--config=" + config, "--epochs=-3"), "epochs must be at least 1; got -3");
  }

  @Test
  void an_output_in_use_is_refused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertRefused(train(file), "the output %s must be a folder; it is a file".formatted(file));
    assertRefused(
        train(file.resolve("run")),
        "cannot write %s: %s is not a folder that can be written"
            .formatted(file.resolve("run"), file));
    assertRefused(
        train(trained),
        "the output folder %s is not empty; --resume %s goes on with its run"
            .formatted(trained, trained));
  }

  @Test
  void a_folder_that_is_no_run_is_not_resumed() throws IOException {
    Path missing = folder.resolve("missing");
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertRefused(Cli.run("train", "--resume=" + missing), "there is no run folder " + missing);
    assertRefused(
        Cli.run("train", "--resume=" + empty),
        empty + " is not a run folder: it has no config.yaml");
  }

  @Test
  void a_resumed_run_keeps_its_settings() {
    assertRefused(
        Cli.run("train", "--resume=" + trained, "--batch-size=16"),
        "batch-size of the run is 8 and can't change when it is resumed; got 16");
    assertRefused(
        Cli.run("train", "--resume=" + trained, "--output=" + folder.resolve("run")),
        "--resume takes settings and output from its run folder; got --output");
  }
}
