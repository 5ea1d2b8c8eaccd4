package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Precision;
import org.junit.jupiter.api.Test;

/** What {@code --precision bf16} of the commands that use a trained network does. */
class InferencePrecisionTest extends OnUntrainedRun {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static void needsTheHardware() {
    assumeThat(Engine.computes(Precision.BF16))
        .as("a CPU that multiplies bfloat16 values (AVX512-BF16 or AMX)")
        .isTrue();
  }

  private double[] logits(String... flags) throws IOException {
    Cli cli = zoo("predict", flags);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return JSON.convertValue(
        JSON.readTree(cli.out().lines().findFirst().orElseThrow()).get("logits"), double[].class);
  }

  @Test
  void predict_gives_nearly_the_logits_of_float32() throws IOException {
    needsTheHardware();
    String folder = images.toString();

    double[] float32 = logits(folder, "--json", "--logits");
    double[] bf16 = logits(folder, "--json", "--logits", "--precision=bf16");

    double length = Math.sqrt(norm(float32));
    for (int i = 0; i < float32.length; i++) {
      assertThat(bf16[i]).isCloseTo(float32[i], within(0.03 * length));
    }
    assertThat(bf16).isNotEqualTo(float32);
  }

  private static double norm(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }

  @Test
  void evaluate_says_both_accuracies_beside_the_report_of_float32() throws IOException {
    needsTheHardware();
    assertThat(zoo("evaluate").exitCode()).isZero();
    byte[] before = Files.readAllBytes(run.path().resolve("report/report.json"));

    Cli text = zoo("evaluate", "--precision=bf16");
    JsonNode json = JSON.readTree(zoo("evaluate", "--precision=bf16", "--json").out());

    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out())
        .contains("bf16 against float32: top-1 ")
        .contains("McNemar p = ")
        .endsWith("report: %s\n".formatted(run.path().resolve("report-bf16/index.html")));
    assertThat(json.get("precision").asText()).isEqualTo("bf16");
    double difference = json.get("top1").asDouble() - json.get("float32").get("top1").asDouble();
    int onlyBf16 = json.get("float32").get("onlyBf16Right").asInt();
    int onlyFloat32 = json.get("float32").get("onlyFloat32Right").asInt();
    assertThat(difference * json.get("count").asInt())
        .isCloseTo(onlyBf16 - onlyFloat32, within(1e-6));
    assertThat(run.path().resolve("report/report.json")).hasBinaryContent(before);
  }

  @Test
  void features_are_nearly_those_of_float32() throws IOException {
    needsTheHardware();
    Path bf16 = folder.resolve("bf16");
    Path float32 = folder.resolve("float32");

    Cli cli = zoo("features", images.toString(), "--precision=bf16", "--output=" + bf16);

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(zoo("features", images.toString(), "--output=" + float32).exitCode()).isZero();
    double[] narrow = firstRow(bf16);
    double[] truth = firstRow(float32);
    double distance = 0;
    for (int i = 0; i < truth.length; i++) {
      distance += Math.pow(narrow[i] - truth[i], 2);
    }
    assertThat(distance).isPositive().isLessThan(1e-4 * norm(truth));
  }

  private static double[] firstRow(Path features) throws IOException {
    String row = Files.readAllLines(features.resolve("features.csv")).get(1);
    return List.of(row.split(",")).stream().skip(2).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void bench_measures_it() throws IOException {
    needsTheHardware();
    Cli cli =
        Cli.run(
            "bench", "--model=lenet5", "--mode=infer", "--precision=bf16", "--seconds=0", "--json");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    JsonNode result = JSON.readTree(cli.out());
    assertThat(result.get("precision").asText()).isEqualTo("bf16");
    assertThat(result.get("timeShares").has("conversion, forward")).isTrue();
    assertRefused(
        Cli.run("bench", "--model=lenet5", "--mode=infer", "--precision=bf16", "--by-layer"),
        "--by-layer runs the graph, which infers in float32 on the CPU; got precision bf16");
  }

  @Test
  void a_checkpoint_alone_has_a_report_of_its_own_too() throws IOException {
    needsTheHardware();
    Path checkpoint = Files.copy(run.best(), folder.resolve("alone.zip"));

    Cli cli = Cli.run("evaluate", checkpoint.toString(), "--data=" + images, "--precision=bf16");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    Path page = Path.of("runs/alone-on-squares-bf16/index.html");
    assertThat(cli.out()).endsWith("report: %s\n".formatted(page));
    assertThat(page).content().contains("Computed in").contains("bf16");
    FileUtils.deleteDirectory(page.getParent().toFile());
  }

  @Test
  void layers_of_Deeplearning4j_are_refused() throws IOException {
    needsTheHardware();
    RunFolder stock = UntrainedRun.create(folder.resolve("stock"), images, Engine.STOCK);

    assertThat(refusal(Cli.run("predict", stock.toString(), images.toString(), "--precision=bf16")))
        .isEqualTo(
            "precision bf16 needs our layers; %s has Deeplearning4j's own, of engine stock"
                .formatted(stock.best()));
    assertThat(refusal(Cli.run("quantize", stock.toString())))
        .isEqualTo(
            "int8 needs our layers; %s has Deeplearning4j's own, of engine stock"
                .formatted(stock.best()));
  }

  @Test
  void another_engine_is_refused() {
    assertRefused(
        zoo("predict", images.toString(), "--precision=bf16", "--engine=nd4j"),
        "precision bf16 needs engine onednn; got engine nd4j");
    assertRefused(
        zoo("evaluate", "--precision=bf16", "--calibrate"),
        "--calibrate is of the float32 network; got --precision bf16");
  }

  @Test
  void a_CPU_without_it_is_refused() {
    assumeThat(Engine.computes(Precision.BF16)).as("a CPU without bfloat16").isFalse();
    assertThat(refusal(zoo("predict", images.toString(), "--precision=bf16")))
        .startsWith("precision bf16 needs a CPU with AVX512-BF16 or AMX; oneDNN uses ");
  }
}
