package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.layer.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiled networks where oneDNN is held to the instructions of older CPUs. {@code
 * scripts/soak-inference.sh} asks more of them.
 */
class InstructionSetTest {

  private static final List<String> MODELS =
      List.of(System.getProperty("soak.models", "lenet5,mobilenetv2").split(","));

  @TempDir private Path folder;

  /** A process of its own, as oneDNN asks for its instructions only once. */
  static final class Answers {

    private Answers() {}

    /** Prints the logits of each network. */
    public static void main(String[] models) {
      for (String model : models) {
        System.out.println(model + " " + Arrays.toString(logits(model)));
      }
    }
  }

  private static float[] logits(String model) {
    OptionsOf options = SmallGraphs.options(model);
    try (Inference compiled =
        Inference.logits(
            SmallGraphs.graph(model), Models.net(options.architecture(), options.options()))) {
      return compiled.of(SmallGraphs.images(options, 2)).dup('c').data().asFloat();
    }
  }

  private Process start(String instructions) throws IOException {
    ProcessBuilder process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Answers.class.getName())
            .redirectError(folder.resolve(instructions).toFile());
    process.command().addAll(MODELS);
    process.environment().put("ONEDNN_MAX_CPU_ISA", instructions);
    return process.start();
  }

  @Test
  void older_ones_give_the_same_within_rounding() throws Exception {
    assumeThat(Engine.fastest()).isEqualTo(Engine.ONEDNN);
    Map<String, Process> started = new LinkedHashMap<>();
    for (String instructions : List.of("AVX2", "SSE41")) {
      started.put(instructions, start(instructions));
    }
    Map<String, float[]> truth = new LinkedHashMap<>();
    MODELS.forEach(model -> truth.put(model, logits(model)));
    for (Map.Entry<String, Process> process : started.entrySet()) {
      String out =
          new String(process.getValue().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String err = Files.readString(folder.resolve(process.getKey()));
      assertThat(process.getValue().waitFor()).as(err).isZero();
      assertThat(out.lines()).hasSameSizeAs(MODELS);
      out.lines()
          .map(line -> line.split(" ", 2))
          .forEach(line -> assertClose(process.getKey(), line[1], truth.get(line[0])));
    }
  }

  private static void assertClose(String instructions, String printed, float[] expected) {
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    String[] values = printed.substring(1, printed.length() - 1).split(", ");
    assertThat(values).hasSameSizeAs(expected);
    for (int i = 0; i < values.length; i++) {
      assertThat(Double.parseDouble(values[i]))
          .as("%s, value %d", instructions, i)
          .isCloseTo(expected[i], within(1e-5 * largest));
    }
  }
}
