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
import org.dl4jzoo.app.run.Checkpoint;
import org.junit.jupiter.api.Test;

/** What {@code zoo quantize} leaves, and what uses it. */
class QuantizeCommandTest extends OnUntrainedRun {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Cli quantize(String... flags) {
    return zoo("quantize", flags);
  }

  @Test
  void the_file_is_a_quarter_of_the_weights_and_is_enough_to_predict() throws IOException {
    Cli made = quantize("--images", "5", "--json");
    assertThat(made.exitCode()).as(made.err()).isZero();
    JsonNode result = JSON.readTree(made.out());
    assertThat(result.get("images").asInt()).isEqualTo(5);
    // LeNet-5 of images of 32 pixels and 3 colours has about 61,000 float32.
    assertThat(result.get("bytes").asLong()).isLessThan(80_000);

    JsonNode float32 =
        JSON.readTree(
            zoo("predict", images.toString(), "--json", "--top=all")
                .out()
                .lines()
                .findFirst()
                .orElseThrow());
    Files.delete(run.best());
    Cli cli = zoo("predict", images.toString(), "--json", "--top=all", "--precision=int8");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    JsonNode int8 = JSON.readTree(cli.out().lines().findFirst().orElseThrow());
    for (JsonNode expected : float32.get("top")) {
      JsonNode same = null;
      for (JsonNode one : int8.get("top")) {
        same = one.get("class").equals(expected.get("class")) ? one : same;
      }
      assertThat(same).isNotNull();
      assertThat(same.get("probability").asDouble())
          .isCloseTo(expected.get("probability").asDouble(), within(0.02));
    }
  }

  @Test
  void evaluate_says_both_accuracies_and_tests_the_difference() throws IOException {
    quantize("--images=4");

    Cli text = zoo("evaluate", "--precision=int8");
    JsonNode json = JSON.readTree(zoo("evaluate", "--precision=int8", "--json").out());

    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out()).contains("int8 against float32: top-1 ").contains("McNemar p = ");
    assertThat(json.get("precision").asText()).isEqualTo("int8");
    double difference = json.get("top1").asDouble() - json.get("float32").get("top1").asDouble();
    int images = json.get("count").asInt();
    int onlyInt8 = json.get("float32").get("onlyInt8Right").asInt();
    int onlyFloat32 = json.get("float32").get("onlyFloat32Right").asInt();
    assertThat(difference * images).isCloseTo(onlyInt8 - onlyFloat32, within(1e-6));
  }

  @Test
  void evaluate_writes_its_report_beside_that_of_float32() throws IOException {
    quantize("--images=4");
    assertThat(zoo("evaluate").exitCode()).isZero();
    Path float32 = run.path().resolve("report/report.json");
    byte[] before = Files.readAllBytes(float32);

    Cli cli = zoo("evaluate", "--precision=int8");
    Cli ofTraining = zoo("evaluate", "--precision=int8", "--split=train");

    assertThat(cli.out())
        .endsWith("report: %s\n".formatted(run.path().resolve("report-int8/index.html")));
    assertThat(ofTraining.out()).endsWith("report-train-int8/index.html\n");
    assertThat(float32).hasBinaryContent(before);
    assertThat(run.path().resolve("report-int8/report.json")).exists();
  }

  @Test
  void evaluate_needs_the_network_that_it_was_made_of() throws IOException {
    quantize("--images=4");
    Files.delete(run.best());

    assertRefused(
        zoo("evaluate", "--precision=int8"),
        "%s was made of a network that is neither best.zip nor last.zip beside it; zoo quantize makes it anew"
            .formatted(run.int8()));
  }

  @Test
  void one_that_the_run_has_trained_on_from_is_refused_everywhere() {
    quantize("--images=4");
    Checkpoint trained = Checkpoint.read(run.best());
    trained.network().params().muli(1.01);
    trained.write(run.best());

    for (String command : List.of("predict", "features", "evaluate")) {
      List<String> flags = new ArrayList<>(List.of("--precision=int8"));
      if (!command.equals("evaluate")) {
        flags.add(images.toString());
      }
      if (command.equals("features")) {
        flags.add("--output=" + folder.resolve("features"));
      }
      assertRefused(
          zoo(command, flags.toArray(String[]::new)),
          "%s was made of a network that is neither best.zip nor last.zip beside it; zoo quantize makes it anew"
              .formatted(run.int8()));
    }
    assertThat(folder.resolve("features")).doesNotExist();
    trained.write(run.last());
    quantize("--images=4", "--checkpoint=last");
    assertThat(zoo("predict", "--precision=int8", images.toString()).exitCode()).isZero();
  }

  @Test
  void features_are_nearly_those_of_float32() throws IOException {
    quantize("--images=4");

    Cli cli =
        zoo(
            "features",
            images.toString(),
            "--precision=int8",
            "--output=" + folder.resolve("features"));

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(zoo("features", images.toString(), "--output=" + folder.resolve("truth")).exitCode())
        .isZero();
    double[] int8 = values(folder.resolve("features/features.csv"));
    double[] truth = values(folder.resolve("truth/features.csv"));
    assertThat(int8).hasSameSizeAs(truth);
    double distance = 0;
    double length = 0;
    for (int i = 0; i < truth.length; i++) {
      distance += Math.pow(int8[i] - truth[i], 2);
      length += truth[i] * truth[i];
    }
    assertThat(distance).isPositive().isLessThan(1e-3 * length);
  }

  private static double[] values(Path csv) throws IOException {
    return Files.readAllLines(csv).stream()
        .skip(1)
        .flatMap(line -> List.of(line.split(",")).stream().skip(2))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  @Test
  void bench_measures_integers() throws IOException {
    Cli cli =
        Cli.run(
            "bench", "--model=lenet5", "--mode=infer", "--precision=int8", "--seconds=0", "--json");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    JsonNode result = JSON.readTree(cli.out());
    assertThat(result.get("precision").asText()).isEqualTo("int8");
    assertThat(result.get("timeShares").has("conversion, forward")).isTrue();
    assertRefused(
        Cli.run("bench", "--model=lenet5", "--precision=int8"),
        "precision int8 is for inference; got mode train");
  }

  @Test
  void any_damage_is_refused() throws IOException {
    quantize("--images=4");
    byte[] whole = Files.readAllBytes(run.int8());
    for (int i = 1; i < 20; i++) {
      byte[] damaged = whole.clone();
      damaged[whole.length * i / 20] ^= 0x10;
      Files.write(run.int8(), damaged);

      assertThat(refusal(zoo("predict", images.toString(), "--precision=int8")))
          .startsWith("cannot read the quantized network " + run.int8());
    }
    Files.write(run.int8(), Arrays.copyOf(whole, whole.length / 2));
    assertThat(refusal(zoo("predict", images.toString(), "--precision=int8")))
        .startsWith("cannot read the quantized network " + run.int8());
  }

  @Test
  void what_is_not_there_is_refused() {
    assertRefused(
        zoo("predict", images.toString(), "--precision=int8"),
        "there is no quantized network %s; zoo quantize makes one of a run".formatted(run.int8()));
    assertRefused(quantize("--images=0"), "images must be at least 1; got 0");
    assertRefused(
        Cli.run("predict", "--model=lenet5", "--precision=int8", images.toString()),
        "precision int8 needs a run that zoo quantize was given; got --model lenet5");
  }
}
