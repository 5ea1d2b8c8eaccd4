package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.zoo.layer.Engine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The commands that take {@code --model} and {@code --weights}, with a small file of weights. */
class PretrainedCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Path weights;
  private static Path images;

  @BeforeAll
  static void make() throws IOException {
    weights = RandomLeNet.write(folder.resolve("lenet.safetensors"), Map.of());
    images = DrawnImages.draw(folder.resolve("images"), 3, 4);
  }

  @Test
  void predict_needs_no_run_folder_and_gives_logits_whose_softmax_are_the_probabilities()
      throws IOException {
    Path image = images.resolve("red/00.png");
    Cli cli = run("predict", image, "--json", "--top", "all", "--logits");

    assertThat(cli.exitCode()).isZero();
    JsonNode prediction = JSON.readTree(cli.out());
    assertThat(prediction.get("file").asText()).isEqualTo(image.toString());
    assertThat(prediction.get("top")).hasSize(10);
    assertThat(prediction.get("logits")).hasSize(10);
    double sum = 0;
    for (JsonNode logit : prediction.get("logits")) {
      sum += Math.exp(logit.asDouble());
    }
    for (JsonNode guess : prediction.get("top")) {
      int index = guess.get("index").asInt();
      double logit = prediction.get("logits").get(index).asDouble();
      assertThat(guess.get("class").asText()).isEqualTo(String.valueOf(index));
      assertThat(guess.get("probability").asDouble())
          .isCloseTo(Math.exp(logit) / sum, within(1e-6));
    }
  }

  @Test
  void probabilities_are_the_same_without_logits() throws IOException {
    Path image = images.resolve("red/00.png");
    JsonNode plain = JSON.readTree(run("predict", image, "--json", "--top", "all").out());
    JsonNode both =
        JSON.readTree(run("predict", image, "--json", "--top", "all", "--logits").out());

    assertThat(plain.has("logits")).isFalse();
    for (int i = 0; i < 10; i++) {
      assertThat(plain.get("top").get(i).get("probability").asDouble())
          .isCloseTo(both.get("top").get(i).get("probability").asDouble(), within(1e-6));
    }
  }

  @Test
  void logits_without_json_are_refused() {
    assertError(run("predict", images, "--logits"), "--logits needs --json");
  }

  @Test
  void evaluate_says_which_classes_the_weights_have() {
    Cli cli = run("evaluate", null, "--data", images.toString(), "--output", out("report"));

    assertError(
        cli,
        "the classes of %s must be among 0, 1, 2, 3, 4, 5, 6, 7, 8, 9; got blue, green, red"
            .formatted(images));
    assertThat(folder.resolve("report")).doesNotExist();
  }

  @Test
  void evaluate_needs_labelled_images_beside_a_model() {
    assertError(run("evaluate", null), "--model needs --data with a folder of labelled images");
  }

  @Test
  void evaluate_measures_weights_on_images_of_their_classes() throws IOException {
    Path digits = Files.createDirectories(folder.resolve("digits"));
    for (String digit : List.of("3", "5")) {
      Files.createDirectories(digits.resolve(digit));
      Files.copy(images.resolve("red/00.png"), digits.resolve(digit + "/a.png"));
    }
    Cli cli =
        run(
            "evaluate",
            null,
            "--data",
            digits.toString(),
            "--output",
            out("digits-report"),
            "--json");

    assertThat(cli.exitCode()).isZero();
    assertThat(JSON.readTree(cli.out()).get("count").asInt()).isEqualTo(2);
  }

  @Test
  void features_are_the_same_as_csv_and_npy() throws IOException {
    Cli cli = run("features", images, "--output", out("features"));

    assertThat(cli.err()).doesNotContain("error");
    assertThat(cli.exitCode()).isZero();
    List<String> lines = Files.readAllLines(folder.resolve("features/features.csv"));
    INDArray npy = Nd4j.createFromNpyFile(folder.resolve("features/features.npy").toFile());
    // LeNet-5's last feature map has 16 channels.
    assertThat(npy.shape()).containsExactly(12, 16);
    assertThat(lines).hasSize(13);
    assertThat(lines.get(0)).startsWith("file,class,f0,f1,").endsWith(",f15");
    for (int row = 0; row < 12; row++) {
      List<String> cells = Arrays.asList(lines.get(row + 1).split(","));
      assertThat(cells.get(0)).startsWith(cells.get(1) + "/");
      for (int i = 0; i < 16; i++) {
        assertThat(Float.parseFloat(cells.get(2 + i))).isEqualTo(npy.getFloat(row, i));
      }
    }
  }

  @Test
  void the_largest_feature_is_at_least_the_mean() throws IOException {
    run("features", images, "--output", out("mean"));
    run("features", images, "--output", out("max"), "--pooling", "max");
    INDArray mean = Nd4j.createFromNpyFile(folder.resolve("mean/features.npy").toFile());
    INDArray max = Nd4j.createFromNpyFile(folder.resolve("max/features.npy").toFile());

    assertThat(max.sub(mean).minNumber().floatValue()).isGreaterThanOrEqualTo(0);
    assertThat(max.sub(mean).maxNumber().floatValue()).isGreaterThan(0);
  }

  @Test
  void features_of_a_run_are_those_of_its_network() throws IOException {
    Path run = folder.resolve("run");
    UntrainedRun.create(run, images);
    Cli cli =
        Cli.run("features", run.toString(), images.toString(), "--output", out("of-run"), "--json");

    assertThat(cli.exitCode()).isZero();
    assertThat(JSON.readTree(cli.out()).get("images").asInt()).isEqualTo(12);
    assertThat(JSON.readTree(cli.out()).get("features").asInt()).isEqualTo(16);
  }

  @Test
  void features_of_a_checkpoint_are_those_of_its_run() throws IOException {
    RunFolder run = UntrainedRun.create(folder.resolve("run"), images);
    Cli.run("features", run.toString(), images.toString(), "--output", out("run-features"));
    Cli cli =
        Cli.run(
            "features",
            "--model",
            "lenet5",
            "--weights",
            run.best().toString(),
            images.toString(),
            "--output",
            out("zip-features"));

    assertThat(cli.exitCode()).isZero();
    assertThat(folder.resolve("zip-features/features.csv"))
        .hasSameTextualContentAs(folder.resolve("run-features/features.csv"));
  }

  @Test
  void features_of_stock_layers_are_refused() throws IOException {
    RunFolder run = UntrainedRun.create(folder.resolve("stock"), images, Engine.STOCK);
    Cli cli = Cli.run("features", run.toString(), images.toString(), "--output", out("none"));

    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(2);
    assertThat(cli.err())
        .contains("error: %s doesn't fit the network: parameter ".formatted(run.best()))
        .contains("; got none, as with engine stock\n");
  }

  @Test
  void an_image_in_a_folder_that_cannot_be_read_is_skipped_and_counted() throws IOException {
    Path some = DrawnImages.draw(folder.resolve("some"), 1, 3);
    Path text = Files.writeString(some.resolve("blue/text.png"), "no image");
    Cli cli = run("features", some, "--output", out("some-features"));

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("skipped " + text + ": ", "skipped 1 of 4 images");
    assertThat(Files.readAllLines(folder.resolve("some-features/features.csv"))).hasSize(4);
  }

  @Test
  void a_named_image_that_cannot_be_read_is_an_error() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "no image");
    Cli cli = run("features", text, "--output", out("no-features"));

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("error: cannot read " + text + ": ");
    assertThat(folder.resolve("no-features/features.csv")).doesNotExist();
  }

  @Test
  void features_of_one_image_have_its_name() throws IOException {
    Cli cli = run("features", images.resolve("red/00.png"), "--output", out("one"));

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(Files.readAllLines(folder.resolve("one/features.csv")))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("00.png,,");
  }

  @Test
  void weights_without_a_model_are_refused() {
    Cli cli = Cli.run("predict", images.toString(), "--weights", weights.toString());

    assertError(cli, "--weights needs --model with a network's name");
  }

  @Test
  void no_weights_are_refused() {
    Cli cli = Cli.run("predict", "--model", "lenet5", "--weights", "none", images.toString());

    assertError(cli, "weights must be a name or a file here; got none");
  }

  @Test
  void an_image_size_that_the_weights_do_not_fit_is_refused() {
    Cli cli = run("predict", images, "--image-size", "40");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("error: ").contains("vertex c5").doesNotContain("\tat ");
  }

  private static String out(String name) {
    return folder.resolve(name).toString();
  }

  private static Cli run(String command, Path path, String... more) {
    List<String> args =
        new ArrayList<>(List.of(command, "--model", "lenet5", "--weights", weights.toString()));
    if (path != null) {
      args.add(path.toString());
    }
    args.addAll(List.of(more));
    return Cli.run(args.toArray(new String[0]));
  }

  private static void assertError(Cli cli, String sentence) {
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err().lines().filter(line -> !line.startsWith("backend: ")))
        .containsExactly("error: " + sentence);
  }
}
