package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jzoo.app.evaluate.Temperature;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.KeptTemperature;
import org.junit.jupiter.api.Test;

/** A temperature from {@code zoo evaluate --calibrate} on, to wherever probabilities are shown. */
class CalibrationTest extends OnUntrainedRun {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonNode evaluated(String... flags) throws IOException {
    return JSON.readTree(evaluate(flags).out());
  }

  private Cli evaluate(String... flags) {
    return zoo(
        "evaluate", Stream.concat(Stream.of("--json"), Stream.of(flags)).toArray(String[]::new));
  }

  @Test
  void the_temperature_is_kept_and_what_is_most_probable_stays() throws IOException {
    JsonNode before = evaluated();
    Checkpoint untouched = Checkpoint.read(run.best());

    Cli cli = evaluate("--calibrate");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    JsonNode after = JSON.readTree(cli.out());
    assertThat(before.has("temperature")).isFalse();
    assertThat(after.get("confusion")).isEqualTo(before.get("confusion"));
    JsonNode temperature = after.get("temperature");
    assertThat(temperature.get("applied").asBoolean()).isTrue();
    assertThat(temperature.get("without").get("loss").asDouble())
        .isCloseTo(before.get("loss").asDouble(), within(1e-5));
    assertThat(temperature.get("with").get("loss")).isEqualTo(after.get("loss"));
    Checkpoint kept = Checkpoint.read(run.best());
    assertThat(kept.card().temperature().value()).isEqualTo(temperature.get("value").asDouble());
    assertThat(kept.card().withTemperature(null)).isEqualTo(untouched.card());
    assertThat(kept.network().params()).isEqualTo(untouched.network().params());
    assertThat(kept.state()).isEqualTo(untouched.state());
    assertThat(cli.err()).contains("fitted on ", run.best() + " keeps it now");
  }

  @Test
  void later_commands_use_it_and_say_so() throws IOException {
    KeptTemperature.keep(new Temperature(2.5), run.best(), run);
    Path image = images.resolve("blue/00.png");

    Cli predict =
        Cli.run("predict", run.toString(), image.toString(), "--json", "--logits", "--top=all");
    Cli explain =
        Cli.run(
            "explain", run.toString(), image.toString(), "--json", "--output=" + folder + "/seen");
    Cli evaluate = evaluate();

    String said = "probabilities are at the temperature 2.50 that %s keeps".formatted(run.best());
    assertThat(List.of(predict.err(), explain.err(), evaluate.err()))
        .allSatisfy(err -> assertThat(err).containsOnlyOnce(said));
    JsonNode answer = JSON.readTree(predict.out());
    assertThat(answer.get("temperature").asDouble()).isEqualTo(2.5);
    JsonNode best = answer.get("top").get(0);
    assertThat(best.get("probability").asDouble())
        .isCloseTo(softmax(answer.get("logits"), 2.5, best.get("index").asInt()), within(1e-6));
    assertThat(JSON.readTree(explain.out()).get("probability").asDouble())
        .isCloseTo(best.get("probability").asDouble(), within(1e-6));
    assertThat(JSON.readTree(evaluate.out()).get("temperature").get("value").asDouble())
        .isEqualTo(2.5);
  }

  private static double softmax(JsonNode logits, double temperature, int index) {
    double sum = 0;
    for (JsonNode logit : logits) {
      sum += Math.exp(logit.asDouble() / temperature);
    }
    return Math.exp(logits.get(index).asDouble() / temperature) / sum;
  }

  @Test
  void the_runs_other_checkpoint_gets_it_only_with_the_same_weights() throws IOException {
    run.lastIsBest();
    KeptTemperature.keep(new Temperature(2), run.best(), run);
    assertThat(Checkpoint.read(run.last()).card().temperature()).isEqualTo(new Temperature(2));

    Checkpoint other = Checkpoint.read(run.last());
    other.network().params().addi(0.1);
    other.write(run.last());
    KeptTemperature.keep(new Temperature(3), run.best(), run);
    assertThat(Checkpoint.read(run.best()).card().temperature()).isEqualTo(new Temperature(3));
    assertThat(Checkpoint.read(run.last()).card().temperature()).isEqualTo(new Temperature(2));
  }

  @Test
  void exported_weights_are_as_they_are_and_the_temperature_is_told() throws IOException {
    KeptTemperature.keep(new Temperature(2.5), run.best(), run);
    Path file = folder.resolve("weights.safetensors");

    Cli cli =
        Cli.run(
            "weights",
            "export",
            run.toString(),
            "--json",
            "--format=safetensors",
            "--output=" + file);

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("the softmax of its logits divided by the temperature 2.50");
    assertThat(JSON.readTree(cli.out()).get("temperature").asDouble()).isEqualTo(2.5);
  }

  @Test
  void without_validation_images_nothing_is_calibrated() throws IOException {
    Path alone = Files.createDirectory(folder.resolve("alone")).resolve("best.zip");
    Files.copy(run.best(), alone);
    assertRefused(
        Cli.run("evaluate", alone.toString(), "--calibrate", "--data=" + images),
        "--calibrate needs the validation images of a run: no run folder is around " + alone);

    List<String> rows = Files.readAllLines(run.split());
    rows.removeIf(row -> row.contains(",validation,"));
    Files.write(run.split(), rows);
    assertRefused(
        evaluate("--calibrate"), "%s names no images for validation".formatted(run.split()));
    assertThat(Checkpoint.read(run.best()).card().temperature()).isNull();

    assertRefused(
        evaluate("--calibrate", "--precision=int8"),
        "--calibrate is of the float32 network; got --precision int8");
    assertRefused(
        Cli.run("evaluate", "--model=lenet5", "--data=" + images, "--calibrate"),
        "--calibrate needs a run, whose checkpoint keeps the temperature; got --model");
  }

  @Test
  void a_temperature_that_is_no_positive_number_is_refused() throws IOException {
    KeptTemperature.keep(new Temperature(2.5), run.best(), run);
    byte[] bytes = Files.readAllBytes(run.best());
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(text).containsOnlyOnce("\"temperature\":2.5");
    try (FileSystem zip = FileSystems.newFileSystem(run.best())) {
      Path card = zip.getPath("model.json");
      Files.writeString(
          card, Files.readString(card).replace("\"temperature\":2.5", "\"temperature\":-1"));
    }

    assertThat(evaluate().err())
        .contains("error: cannot read the checkpoint " + run.best())
        .contains("a temperature must be a number above 0; got -1.0");
  }
}
