package org.dl4jzoo.app.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.dl4jzoo.app.regression.LogisticRegression;
import org.dl4jzoo.data.Progress;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class CrossValidationTest {

  @Test
  void a_row_has_no_say_in_its_own_probabilities() {
    // Each row has a feature of its own, by which a classifier that had seen it would know it.
    int rows = 30;
    double[][] features = new double[rows][rows];
    for (int n = 0; n < rows; n++) {
      features[n][n] = 1;
    }
    int[] labels = IntStream.range(0, rows).map(n -> n % 2).toArray();

    double[][] probabilities =
        CrossValidation.probabilities(
            Nd4j.createFromArray(features), labels, 2, new LogisticRegression(1e-3), Progress.NONE);

    for (int n = 0; n < rows; n++) {
      assertThat(probabilities[n][labels[n]]).as("row %d", n).isBetween(0.3, 0.6);
    }
  }
}
