package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.app.run.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report.json}: every number of the page. */
class ReportNumbersTest {

  @TempDir private Path folder;
  private RunFolder run;

  @BeforeEach
  void make_a_run() throws IOException {
    Path images = DrawnImages.draw(folder.resolve("images"), 2, 20);
    run = UntrainedRun.create(folder.resolve("run"), images);
  }

  private Cli evaluate(String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "evaluate";
    arguments[1] = run.toString();
    System.arraycopy(more, 0, arguments, 2, more.length);
    Cli cli = Cli.run(arguments);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return cli;
  }

  private JsonNode numbers(String... more) throws IOException {
    evaluate(more);
    return new ObjectMapper().readTree(run.report("test").resolve("report.json").toFile());
  }

  @Test
  void what_json_prints_is_in_the_file_with_the_same_values() throws IOException {
    JsonNode printed = new ObjectMapper().readTree(evaluate("--json").out());

    assertThat(printed.properties()).isNotEmpty();
    assertThat(numbers().properties()).containsAll(printed.properties());
  }

  @Test
  void it_counts_what_the_csv_of_labels_lists() throws IOException {
    JsonNode labels = numbers().get("labels");

    List<String> rows = Files.readAllLines(run.report("test").resolve("label-issues.csv"));
    assertThat(labels.get("suspects").asLong()).isEqualTo(count(rows, "label,"));
    assertThat(labels.get("outliers").asLong()).isEqualTo(count(rows, "outlier,"));
    assertThat(labels.get("nearDuplicates").asLong()).isEqualTo(count(rows, "near-duplicate,"));
    assertThat(labels.get("looked").get("train").asLong()).isEqualTo(split("train"));
  }

  private static long count(List<String> rows, String issue) {
    return rows.stream().filter(row -> row.startsWith(issue)).count();
  }

  private long split(String subset) throws IOException {
    return Files.readAllLines(run.split()).stream()
        .filter(row -> row.contains("," + subset + ","))
        .count();
  }

  @Test
  void the_card_names_split_and_images_and_the_cost_is_in_numbers() throws IOException {
    Files.writeString(run.environment(), "{\"dataDigest\": \"55c6\"}");

    JsonNode numbers = numbers();

    assertThat(numbers.get("card").get("Split").asText())
        .isEqualTo(
            "%d training, %d validation, %d test (%s)"
                .formatted(split("train"), split("validation"), split("test"), run.split()));
    assertThat(numbers.get("card").get("Digest of the images (SHA-256)").asText())
        .isEqualTo("55c6");
    assertThat(numbers.get("cost").get("imagesPerSecond").asDouble()).isPositive();
    assertThat(numbers.get("cost").get("peakBytes").asLong()).isGreaterThan(1 << 20);
  }

  @Test
  void the_documentation_tells_what_each_is() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "reports.md"));

    assertThat(numbers("--robustness", "--test-time-augment=off").fieldNames())
        .toIterable()
        .contains("robustness")
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }
}
