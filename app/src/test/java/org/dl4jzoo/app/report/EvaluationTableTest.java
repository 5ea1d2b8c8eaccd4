package org.dl4jzoo.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.dl4jzoo.app.evaluate.ConfusionMatrix;
import org.dl4jzoo.app.evaluate.ConfusionMatrixTest;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTableTest {

  @Test
  void the_whole_text_is_as_a_reader_sees_it() {
    EvaluationReport report =
        new EvaluationReport(
            null, 0.69315, ConfusionMatrixTest.NO_TULIP_PREDICTED, List.of(), List.of());

    assertThat(EvaluationTable.of(report))
        .isEqualTo(
            """
            images  12
            top-1   58.3 % (32.0 to 80.7 % with 95 % confidence)
            loss    0.6932

            class  precision  recall      F1  images
            daisy     50.0 %  75.0 %  60.0 %       4
            rose      66.7 %  66.7 %  66.7 %       6
            tulip      0.0 %   0.0 %   0.0 %       2

            true \\ predicted  daisy  rose  tulip
            daisy                 3     1      0
            rose                  2     4      0
            tulip                 1     1      0
            """);
  }

  /** The examples of Newcombe 1998, "Two-sided confidence intervals for the single proportion". */
  @ParameterizedTest
  @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0, 0.1611"})
  void the_interval_is_wilsons(int right, int count, double low, double high) {
    int[][] confusion = {{right, count - right}, {0, 0}};
    EvaluationReport report =
        new EvaluationReport(
            null, 0, ConfusionMatrix.of(List.of("a", "b"), confusion), List.of(), List.of());

    assertThat(report.top1Interval().low()).isCloseTo(low, within(5e-5));
    assertThat(report.top1Interval().high()).isCloseTo(high, within(5e-5));
  }

  @Test
  void more_than_ten_classes_have_a_top_5_and_no_matrix() {
    List<String> classes = IntStream.range(0, 11).mapToObj(i -> "class " + i).toList();
    EvaluationReport report =
        new EvaluationReport(
            0.5, 2.4, ConfusionMatrix.of(classes, new int[11][11]), List.of(), List.of());

    assertThat(EvaluationTable.of(report)).contains("top-5   50.0 %\n").doesNotContain("predicted");
  }

  @Test
  void of_many_classes_the_worst_are_listed() {
    List<String> classes = IntStream.range(0, 1000).mapToObj(i -> "class " + i).toList();
    int[][] counts = new int[1000][1000];
    IntStream.range(0, 1000).forEach(k -> counts[k][k == 77 ? 78 : k] = 1);
    EvaluationReport report =
        new EvaluationReport(1.0, 0, ConfusionMatrix.of(classes, counts), List.of(), List.of());

    String text = EvaluationTable.of(report);

    assertThat(text.lines().count()).isLessThan(20);
    assertThat(text).contains("class 77 ", "classes.csv of the report has all 1000");
  }
}
