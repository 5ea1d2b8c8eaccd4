package org.dl4jzoo.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dl4jzoo.data.folder.Example;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics beside scikit-learn's; {@code scripts/make_metric_fixtures.py} computed the values. */
class MetricsTest {

  private static final double EXACT = 1e-9;

  static Stream<Named<JsonNode>> cases() throws IOException {
    try (InputStream in = MetricsTest.class.getResourceAsStream("/metrics.json")) {
      JsonNode cases = new ObjectMapper().readTree(in);
      return StreamSupport.stream(cases.spliterator(), false)
          .map(each -> Named.of(each.get("name").asText(), each));
    }
  }

  private static List<LabelledPrediction> predictions(JsonNode given) {
    return IntStream.range(0, given.get("labels").size())
        .mapToObj(
            n -> {
              JsonNode row = given.get("probabilities").get(n);
              float[] probabilities = new float[row.size()];
              for (int k = 0; k < probabilities.length; k++) {
                probabilities[k] = (float) row.get(k).asDouble();
              }
              Example example =
                  new Example(Path.of(n + ".jpg"), n + ".jpg", given.get("labels").get(n).asInt());
              return new LabelledPrediction(example, probabilities);
            })
        .toList();
  }

  private static ConfusionMatrix confusion(List<LabelledPrediction> predictions) {
    int classes = predictions.get(0).probabilities().length;
    int[][] counts = new int[classes][classes];
    predictions.forEach(each -> counts[each.label()][each.predicted()]++);
    List<String> names = IntStream.range(0, classes).mapToObj(k -> "class " + k).toList();
    return ConfusionMatrix.of(names, counts);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void metrics_of_the_matrix_are_scikit_learns(JsonNode given) {
    ConfusionMatrix confusion = confusion(predictions(given));

    assertNear(given, "balancedAccuracy", confusion.balancedAccuracy(), EXACT);
    assertNear(given, "macroF1", confusion.macroF1(), EXACT);
    assertNear(given, "matthewsCorrelation", confusion.matthewsCorrelation(), EXACT);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areas_under_the_curves_are_scikit_learns(JsonNode given) {
    List<LabelledPrediction> predictions = predictions(given);
    given
        .get("averagePrecision")
        .properties()
        .forEach(
            entry -> {
              ClassCurve curve = ClassCurve.of(predictions, Integer.parseInt(entry.getKey()));
              assertThat(curve.averagePrecision())
                  .as("average precision of class %s", entry.getKey())
                  .isCloseTo(entry.getValue().asDouble(), within(EXACT));
              assertThat(curve.area())
                  .as("area of class %s", entry.getKey())
                  .isCloseTo(given.get("area").get(entry.getKey()).asDouble(), within(EXACT));
            });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void calibration_is_as_computed_with_numpy(JsonNode given) {
    Calibration calibration = Calibration.of(predictions(given));

    assertNear(given, "brier", calibration.brier(), 1e-7);
    assertNear(given, "calibrationError", calibration.expectedError(), 1e-7);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_temperature_is_as_good_as_scipys(JsonNode given) {
    List<LabelledPrediction> predictions = predictions(given);

    double loss = Temperature.fit(predictions).loss(predictions);

    assertNear(given, "lossAtTemperature", loss, 1e-5);
  }

  private static void assertNear(JsonNode given, String metric, double actual, double error) {
    assertThat(actual).as(metric).isCloseTo(given.get(metric).asDouble(), within(error));
  }
}
