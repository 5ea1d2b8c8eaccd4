package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {

  @ParameterizedTest
  @CsvSource({"train, onednn", "infer, nd4j", "train, stock"})
  void a_measurement_says_what_was_measured_and_where_the_time_went(String mode, String engine)
      throws IOException {
    Cli cli = bench("--mode=" + mode, "--engine=" + engine, "--json");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    JsonNode result = new ObjectMapper().readTree(cli.out());
    assertThat(result.get("model").asText()).isEqualTo("lenet5");
    assertThat(result.get("mode").asText()).isEqualTo(mode);
    assertThat(result.get("engine").asText()).isEqualTo(engine);
    assertThat(result.get("batchSize").asInt()).isEqualTo(4);
    assertThat(result.get("threads").asInt()).isPositive();
    assertThat(result.get("imagesPerSecond").asDouble()).isPositive();
    assertThat(result.get("peakBytes").asLong()).isGreaterThan(50_000_000);
    double together = 0;
    for (JsonNode share : result.get("timeShares")) {
      together += share.asDouble();
    }
    assertThat(together).isBetween(0.999, 1.001);
  }

  @Test
  void a_soak_prints_the_memory_as_it_goes() {
    Cli cli = bench("--soak=8");

    assertThat(cli.out()).contains("MB");
    assertThat(cli.out().lines()).hasSizeGreaterThanOrEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "--batch-size=0, batch-size must be at least 1 and seconds at least 0; got 0 and 0",
    "--soak=3, soak must be at least 4 steps; got 3"
  })
  void what_cannot_be_measured_is_refused(String flag, String message) {
    Cli cli = bench(flag);

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).isEqualToNormalizingNewlines("error: " + message + "\n");
  }

  private static Cli bench(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("bench", "--model=lenet5", "--backend=cpu", "--seconds=0"));
    arguments.addAll(List.of(more));
    if (arguments.stream().noneMatch(argument -> argument.startsWith("--batch-size"))) {
      arguments.add("--batch-size=4");
    }
    return Cli.run(arguments.toArray(String[]::new));
  }
}
