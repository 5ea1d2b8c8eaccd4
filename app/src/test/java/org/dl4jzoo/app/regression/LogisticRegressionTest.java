package org.dl4jzoo.app.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.review.ReviewFixture;
import org.dl4jzoo.app.setting.ClassWeights;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LogisticRegressionTest {

  private static final double CLOSE = 1e-4;

  static Stream<Named<JsonNode>> regressions() throws IOException {
    return ReviewFixture.cases("regressions");
  }

  static Stream<Named<JsonNode>> balancedRegressions() throws IOException {
    return ReviewFixture.cases("balancedRegressions");
  }

  private static LinearClassifier fitted(JsonNode given) {
    return new LogisticRegression(given.get("penalty").asDouble())
        .fit(
            ReviewFixture.matrix(given.get("features")),
            ReviewFixture.whole(given.get("labels")),
            given.get("classes").asInt());
  }

  @ParameterizedTest
  @MethodSource("regressions")
  void weights_and_probabilities_are_scikit_learns(JsonNode given) {
    LinearClassifier classifier = fitted(given);

    assertNear(
        classifier.weights().transpose().toDoubleMatrix(),
        ReviewFixture.rows(given.get("weights")));
    assertNear(
        classifier.probabilities(ReviewFixture.matrix(given.get("others"))),
        ReviewFixture.rows(given.get("probabilities")));
    double mean = Arrays.stream(classifier.bias()).average().orElseThrow();
    assertNear(
        new double[][] {Arrays.stream(classifier.bias()).map(bias -> bias - mean).toArray()},
        new double[][] {ReviewFixture.row(given.get("bias"))});
  }

  /** Begun far from the minimum, and with rows that count for nothing. */
  @ParameterizedTest
  @MethodSource("balancedRegressions")
  void weighted_rows_give_what_scikit_learn_gives_with_class_weights(JsonNode given) {
    INDArray features = ReviewFixture.matrix(given.get("features"));
    int[] labels = ReviewFixture.whole(given.get("labels"));
    int classes = given.get("classes").asInt();
    int rows = labels.length;
    int[] counts = new int[classes];
    Arrays.stream(labels).forEach(label -> counts[label]++);
    double[] ofClasses = ClassWeights.BALANCED.of(counts);
    double[] weights = new double[2 * rows];
    Arrays.setAll(weights, n -> n < rows ? ofClasses[labels[n]] : 0);
    int[] twice = new int[2 * rows];
    Arrays.setAll(twice, n -> n < rows ? labels[n] : 0);
    LinearClassifier start =
        new LinearClassifier(
            Nd4j.valueArrayOf(new long[] {features.columns(), classes}, 3.0, DataType.DOUBLE),
            new double[] {5, -5, 0});

    LinearClassifier classifier =
        new LogisticRegression(given.get("penalty").asDouble())
            .fit(Nd4j.vstack(features, features), twice, weights, start);

    assertNear(
        classifier.probabilities(ReviewFixture.matrix(given.get("others"))),
        ReviewFixture.rows(given.get("probabilities")));
  }

  private static void assertNear(double[][] actual, double[][] expected) {
    assertThat(actual).hasDimensions(expected.length, expected[0].length);
    for (int i = 0; i < expected.length; i++) {
      for (int k = 0; k < expected[i].length; k++) {
        assertThat(actual[i][k]).as("[%d][%d]", i, k).isCloseTo(expected[i][k], within(CLOSE));
      }
    }
  }

  @Test
  void a_class_without_rows_gets_next_to_no_probability() {
    INDArray features = Nd4j.createFromArray(new double[][] {{-1}, {-2}, {1}, {2}});

    double[][] probabilities =
        new LogisticRegression(1).fit(features, new int[] {0, 0, 2, 2}, 3).probabilities(features);

    assertThat(probabilities[0][0]).isGreaterThan(0.7);
    assertThat(probabilities[3][2]).isGreaterThan(0.7);
    assertThat(probabilities[1][1]).isLessThan(0.001);
  }

  @Test
  void without_features_probabilities_are_the_shares_of_the_classes() {
    INDArray nothing = Nd4j.createFromArray(new double[][] {{0}, {0}, {0}, {0}});

    double[][] probabilities =
        new LogisticRegression(1).fit(nothing, new int[] {0, 1, 1, 1}, 2).probabilities(nothing);

    assertThat(probabilities[0]).containsExactly(new double[] {0.25, 0.75}, within(CLOSE));
  }

  @Test
  void a_penalty_of_nothing_is_refused() {
    assertThatThrownBy(() -> new LogisticRegression(0))
        .isInstanceOf(UsageException.class)
        .hasMessage("penalty must be greater than 0; got 0.0");
  }
}
