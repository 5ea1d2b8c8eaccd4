package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"train, onednn", "infer, nd4j", "train, stock"})
  void a_measurement_says_what_was_measured_and_where_the_time_went(String mode, String engine)
      throws IOException {
    JsonNode result = json(bench("--mode=" + mode, "--engine=" + engine, "--json"));

    assertThat(result.get("model").asText()).isEqualTo("lenet5");
    assertThat(result.get("mode").asText()).isEqualTo(mode);
    assertThat(result.get("images").asText()).isEqualTo("random");
    assertThat(result.get("engine").asText()).isEqualTo(engine);
    assertThat(result.get("batchSize").asInt()).isEqualTo(4);
    assertThat(result.get("threads").asInt()).isPositive();
    double median = result.get("p50Milliseconds").asDouble();
    assertThat(result.get("imagesPerSecond").asDouble()).isCloseTo(4e3 / median, within(1e-6));
    assertThat(result.get("p99Milliseconds").asDouble()).isGreaterThanOrEqualTo(median);
    assertThat(result.get("peakBytes").asLong()).isGreaterThan(50_000_000);
    assertThat(result.has("step")).isFalse();
    double together = 0;
    for (JsonNode share : result.get("timeShares")) {
      together += share.asDouble();
    }
    assertThat(together).isBetween(0.999, 1.001);
  }

  /** The kernels of LeNet-5; Deeplearning4j's own layers have none of ours. */
  @ParameterizedTest
  @CsvSource({
    "train, onednn, true, true",
    "infer, nd4j, true, false",
    "train, stock, false, false"
  })
  void the_kernels_that_ran_have_a_share_and_no_others(
      String mode, String engine, boolean forward, boolean backward) throws IOException {
    JsonNode shares =
        json(bench("--mode=" + mode, "--engine=" + engine, "--json")).get("timeShares");

    assertThat(shares.has("5x5 convolution, forward")).isEqualTo(forward);
    assertThat(shares.has("5x5 convolution, weights' gradient")).isEqualTo(backward);
    assertThat(shares.has("optimiser")).isEqualTo(backward);
    assertThat(shares.size() > 1).as("more than all else").isEqualTo(forward);
    for (JsonNode share : shares) {
      assertThat(share.asDouble()).isPositive().isLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"train, onednn", "infer, nd4j", "train, stock"})
  void by_layer_every_layer_has_its_time_in_that_of_a_step(String mode, String engine)
      throws IOException {
    JsonNode step =
        json(bench("--mode=" + mode, "--engine=" + engine, "--by-layer", "--json")).get("step");

    boolean trains = mode.equals("train");
    assertThat(step.get("parts").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(
            trains
                ? List.of("forward", "backward", "update", "all else")
                : List.of("forward", "all else"));
    assertThat(sum(step.get("parts"))).isCloseTo(step.get("seconds").asDouble(), within(1e-9));
    JsonNode layers = step.get("layers");
    assertThat(layers.findValuesAsText("name"))
        .contains("c1", "s2", "c3", "c5", "f6", "classifier");
    double forward = 0;
    double backward = 0;
    for (JsonNode layer : layers) {
      forward += layer.get("forward").asDouble();
      backward += layer.get("backward").asDouble();
    }
    assertThat(forward).isPositive().isCloseTo(part(step, "forward"), within(1e-9));
    assertThat(backward > 0).isEqualTo(trains);
    assertThat(layers.findValues("share").stream().map(JsonNode::asDouble).toList())
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  private static double part(JsonNode step, String name) {
    return step.get("parts").get(name).asDouble();
  }

  private static double sum(JsonNode parts) {
    double sum = 0;
    for (JsonNode part : parts) {
      sum += part.asDouble();
    }
    return sum;
  }

  @Test
  void on_real_images_the_steps_are_a_trainings_and_preparing_them_is_told_apart()
      throws IOException {
    Path images = DrawnImages.draw(folder, 3, 15);

    // In the few steps of no seconds, all images that they train on may have been read before.
    JsonNode result =
        json(benchOn(images, "--augment=strong", "--cache=none", "--seconds=1", "--json"));

    assertThat(result.get("images").asText()).isEqualTo(images.toString());
    JsonNode step = result.get("step");
    assertThat(step.get("parts").fieldNames())
        .toIterable()
        .containsExactly(
            "waiting for images",
            "arrays for the next images",
            "forward",
            "backward",
            "update",
            "all else");
    assertThat(sum(step.get("parts"))).isCloseTo(step.get("seconds").asDouble(), within(1e-9));
    for (JsonNode part : step.get("parts")) {
      assertThat(part.asDouble()).isPositive();
    }
    assertThat(step.has("layers")).isFalse();
    JsonNode preparation = step.get("preparation");
    assertThat(preparation.get("threads").asInt()).isEqualTo(2);
    for (String part : List.of("decoding", "augmentation", "copying")) {
      assertThat(preparation.get(part).asDouble()).as(part).isPositive();
    }
  }

  @Test
  void without_augmentation_none_takes_time() throws IOException {
    Path images = DrawnImages.draw(folder, 3, 15);

    JsonNode step = json(benchOn(images, "--augment=off", "--json")).get("step");

    assertThat(step.get("preparation").get("augmentation").asDouble()).isZero();
    assertThat(step.get("preparation").get("copying").asDouble()).isPositive();
  }

  @Test
  void the_text_says_what_is_what() throws IOException {
    Cli cli = benchOn(DrawnImages.draw(folder, 3, 15), "--by-layer");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out())
        .contains("lenet5 train, %s images, batch 4".formatted(folder))
        .containsPattern("A step takes [0-9.]+ ms on the thread that runs the network")
        .containsPattern("waiting for images +[0-9.]+ +[0-9.]+ %\n")
        .contains("Beside it, 2 threads prepare the images of later steps")
        .containsPattern("layer +forward ms +backward ms +share\n")
        .containsPattern("c3 +[0-9.]+ +[0-9.]+ +[0-9.]+ %\n");
  }

  private static Cli benchOn(Path images, String... more) {
    List<String> flags =
        new ArrayList<>(List.of("--data=" + images, "--threads=2", "--image-size=32"));
    flags.addAll(List.of(more));
    return bench(flags.toArray(String[]::new));
  }

  @Test
  void a_soak_prints_the_memory_as_it_goes() {
    Cli cli = bench("--soak=8");

    assertThat(cli.out()).contains("MB");
    assertThat(cli.out().lines()).hasSizeGreaterThanOrEqualTo(4);
  }

  /** Eight steps, each with a reading, the second one after a quarter; then one at the end. */
  @Test
  void memory_that_grows_is_a_failure_with_a_sentence() {
    Cli growing = soak(50, 1000, 1200, 1000, 1000, 1000, 1000, 1000, 1051);

    assertThat(growing.err())
        .endsWith(
            "error: memory grows: 105.1 % of what it was after a quarter of the steps"
                + System.lineSeparator());
    assertThat(growing.exitCode()).isEqualTo(1);
  }

  @Test
  void memory_that_stays_or_shrinks_is_none() {
    Cli flat = soak(50, 1000, 1200, 1000, 1000, 1000, 1000, 1000, 1050);

    assertThat(flat.exitCode()).as(flat.err()).isZero();
    assertThat(flat.out())
        .contains("memory stays flat: 105.0 % of what it was after a quarter of the steps");
    assertThat(soak(9, 9, 9, 9, 9, 9, 9, 9, 1).exitCode()).isZero();
  }

  private static Cli soak(long... readings) {
    Iterator<Long> left = LongStream.of(readings).iterator();
    LongSupplier resident = left::next;
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        ErrorReport.install(new CommandLine(new BenchCommand(resident)))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute("--model=lenet5", "--backend=cpu", "--batch-size=2", "--soak=8");
    return new Cli(exitCode, out.toString(), err.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "--batch-size=0, batch-size must be at least 1 and seconds at least 0; got 0 and 0",
    "--clients=0, clients must be at least 1; got 0",
    "--soak=3, soak must be at least 4 steps; got 3",
    "--threads=2, --threads needs --data",
    "--augment=off, --augment needs --data",
  })
  void what_cannot_be_measured_is_refused(String flag, String message) {
    assertRefused(bench(flag), message);
  }

  /** Of these none begins: ND4J would end the process where it gets no memory. */
  @ParameterizedTest
  @CsvSource({
    "--batch-size=2000000000, a batch must have fewer than 2^31 values; got 2000000000 images",
    "--image-size=20000, image-size must be at most 4096; got 20000x20000x1",
    "--classes=2000000000, classes must be at most 100000; got 2000000000",
    "--no-include-top, mode train needs the classifier; got --no-include-top",
    "--fast, fast lets a GPU's algorithms give other bits in each run"
  })
  void what_no_machine_holds_is_refused_before_it_is_tried(String flag, String beginning) {
    Cli cli = bench(flag);

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err().lines().filter(line -> !line.startsWith("backend: ")))
        .singleElement()
        .asString()
        .startsWith("error: " + beginning);
    assertThat(cli.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--classes=5, '--data trains the whole network on the classes of its images; got --classes'",
    "--soak=8, '--data trains the whole network on the classes of its images; got --soak'",
    "--mode=infer, --data measures training; got mode infer"
  })
  void what_real_images_decide_is_refused_beside_them(String flag, String message) {
    assertRefused(bench("--data=sample", flag), message);
  }

  private static void assertRefused(Cli cli, String message) {
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).isEqualToNormalizingNewlines("error: " + message + "\n");
    assertThat(cli.out()).isEmpty();
  }

  private static JsonNode json(Cli cli) throws IOException {
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return new ObjectMapper().readTree(cli.out());
  }

  private static Cli bench(String... more) {
    List<String> arguments = new ArrayList<>(List.of("bench", "--model=lenet5", "--backend=cpu"));
    arguments.addAll(List.of(more));
    if (arguments.stream().noneMatch(argument -> argument.startsWith("--seconds"))) {
      arguments.add("--seconds=0");
    }
    if (arguments.stream().noneMatch(argument -> argument.startsWith("--batch-size"))) {
      arguments.add("--batch-size=4");
    }
    return Cli.run(arguments.toArray(String[]::new));
  }
}
