package org.dl4jzoo.app.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class PenaltySearchTest {

  private static final double STRONGEST = 1e-3;
  private static final double[] ALIKE = {1, 1};

  private static int[] labels(int count) {
    return IntStream.range(0, count).map(n -> n % 2).toArray();
  }

  /** Had a classifier seen another view of a row, it would know the row by that feature. */
  @Test
  void all_views_of_a_row_are_held_out_together() {
    int count = 40;
    double[][] features = new double[2 * count][count];
    for (int row = 0; row < 2 * count; row++) {
      features[row][row / 2] = Math.sqrt(count);
    }

    PenaltySearch.Choice choice =
        PenaltySearch.of(new ViewedRows(Nd4j.createFromArray(features), labels(count), ALIKE));

    assertThat(choice.inversePenalty()).isEqualTo(STRONGEST);
    assertThat(choice.accuracy()).isBetween(0.3, 0.6);
  }

  @Test
  void what_tells_the_classes_apart_is_penalized_little_and_noise_much() {
    int count = 100;
    Random random = new Random(1);
    double[][] clear = new double[count][10];
    double[][] noise = new double[count][10];
    for (int n = 0; n < count; n++) {
      for (int d = 0; d < 10; d++) {
        noise[n][d] = random.nextGaussian();
        clear[n][d] = noise[n][d] + (d < 5 ? 2 - 4 * (n % 2) : 0);
      }
    }

    PenaltySearch.Choice ofClear =
        PenaltySearch.of(new ViewedRows(Nd4j.createFromArray(clear), labels(count), ALIKE));
    PenaltySearch.Choice ofNoise =
        PenaltySearch.of(new ViewedRows(Nd4j.createFromArray(noise), labels(count), ALIKE));

    assertThat(ofClear.accuracy()).isGreaterThan(0.97);
    assertThat(ofClear.inversePenalty()).isGreaterThan(0.1);
    assertThat(ofNoise.inversePenalty()).isLessThan(0.02);
  }

  /** Rows with the label of the other class are the ones that a good classifier gets wrong. */
  @Test
  void it_is_told_of_each_row_whether_it_was_right() {
    int count = 60;
    int[] labels = labels(count);
    double[][] features = new double[count][1];
    for (int n = 0; n < count; n++) {
      features[n][0] = 2 * labels[n] - 1;
    }
    for (int n : new int[] {7, 20, 41}) {
      labels[n] = 1 - labels[n];
    }

    PenaltySearch.Choice choice =
        PenaltySearch.of(new ViewedRows(Nd4j.createFromArray(features), labels, ALIKE));

    assertThat(choice.hits()).isEqualTo(57);
    assertThat(choice.accuracy()).isEqualTo(0.95);
    assertThat(IntStream.range(0, count).filter(n -> !choice.right().get(n)))
        .containsExactly(7, 20, 41);
  }
}
