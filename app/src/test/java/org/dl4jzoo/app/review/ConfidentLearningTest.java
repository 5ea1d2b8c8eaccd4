package org.dl4jzoo.app.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jzoo.app.review.ConfidentLearning.Suspect;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfidentLearningTest {

  private static final double EXACT = 1e-9;

  static Stream<Named<JsonNode>> cases() throws IOException {
    return ReviewFixture.cases("confidentLearning");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void thresholds_joint_and_suspects_are_those_of_the_paper(JsonNode given) {
    ConfidentLearning found =
        new ConfidentLearning(
            ReviewFixture.whole(given.get("labels")),
            ReviewFixture.rows(given.get("probabilities")));

    assertThat(found.classThresholds())
        .containsExactly(ReviewFixture.row(given.get("thresholds")), within(EXACT));
    JsonNode joint = given.get("joint");
    for (int label = 0; label < joint.size(); label++) {
      assertThat(found.confidentJoint()[label]).isEqualTo(ReviewFixture.whole(joint.get(label)));
    }
    assertThat(found.estimatedErrors())
        .isCloseTo(given.get("estimatedErrors").asDouble(), within(EXACT));
    assertSuspects(
        found.suspects().stream().filter(Suspect::confident).toList(), given.get("suspects"));
  }

  private static void assertSuspects(List<Suspect> actual, JsonNode expected) {
    assertThat(actual).hasSize(expected.size());
    for (int n = 0; n < actual.size(); n++) {
      JsonNode one = expected.get(n);
      assertThat(actual.get(n).row()).isEqualTo(one.get("row").asInt());
      assertThat(actual.get(n).suggested()).isEqualTo(one.get("suggested").asInt());
      assertThat(actual.get(n).probability())
          .isCloseTo(one.get("probability").asDouble(), within(EXACT));
      assertThat(actual.get(n).margin()).isCloseTo(one.get("margin").asDouble(), within(EXACT));
    }
  }

  @Test
  void a_row_that_is_surer_of_another_class_than_that_classs_own_rows_is_a_suspect() {
    // Thresholds: (0.9 + 0.7 + 0.2) / 3 = 0.6 and (0.6 + 0.8) / 2 = 0.7.
    double[][] probabilities = {{0.9, 0.1}, {0.7, 0.3}, {0.2, 0.8}, {0.4, 0.6}, {0.2, 0.8}};

    ConfidentLearning found = new ConfidentLearning(new int[] {0, 0, 0, 1, 1}, probabilities);

    assertThat(found.suspects()).extracting(Suspect::row).containsExactly(2);
    assertThat(found.suspects().get(0).confident()).isTrue();
    assertThat(found.suspects().get(0).margin()).isCloseTo(-0.6, within(EXACT));
    // One of three confident rows of the first label; the fourth row reaches no threshold.
    assertThat(found.confidentJoint()).isDeepEqualTo(new int[][] {{2, 1}, {0, 1}});
    assertThat(found.estimatedErrors()).isCloseTo(1, within(EXACT));
  }

  @Test
  void a_row_that_reaches_no_threshold_is_doubtful_only() {
    // Thresholds: 0.45 and 0.9.
    double[][] probabilities = {{0.6, 0.4}, {0.3, 0.7}, {0.1, 0.9}};

    ConfidentLearning found = new ConfidentLearning(new int[] {0, 0, 1}, probabilities);

    assertThat(found.suspects()).extracting(Suspect::row).containsExactly(1);
    assertThat(found.suspects().get(0).confident()).isFalse();
  }

  @Test
  void labels_that_the_classifier_agrees_with_are_no_suspects() {
    ConfidentLearning found =
        new ConfidentLearning(new int[] {0, 1}, new double[][] {{0.9, 0.1}, {0.2, 0.8}});

    assertThat(found.suspects()).isEmpty();
    assertThat(found.estimatedErrors()).isZero();
  }
}
