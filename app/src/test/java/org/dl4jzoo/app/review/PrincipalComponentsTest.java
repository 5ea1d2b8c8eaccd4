package org.dl4jzoo.app.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PrincipalComponentsTest {

  private static final double EXACT = 1e-9;

  @Test
  void axes_and_places_are_scikit_learns_but_for_their_direction() throws IOException {
    JsonNode given = ReviewFixture.part("components");
    INDArray features = ReviewFixture.matrix(given.get("features"));
    INDArray centered = features.subRowVector(features.mean(0));

    PrincipalComponents found = PrincipalComponents.of(centered);

    assertThat(found.share()).isCloseTo(given.get("share").asDouble(), within(EXACT));
    double[][] expected = ReviewFixture.rows(given.get("places"));
    double[][] places = found.places(centered);
    double[][] axes = ReviewFixture.rows(given.get("axes"));
    for (int axis = 0; axis < 2; axis++) {
      double direction = found.axes().getDouble(0, axis) * axes[axis][0] < 0 ? -1 : 1;
      for (int d = 0; d < axes[axis].length; d++) {
        assertThat(direction * found.axes().getDouble(d, axis))
            .isCloseTo(axes[axis][d], within(EXACT));
      }
      for (int n = 0; n < places.length; n++) {
        assertThat(direction * places[n][axis]).isCloseTo(expected[n][axis], within(EXACT));
      }
      assertThat(found.axes().getColumn(axis).maxNumber().doubleValue())
          .isGreaterThanOrEqualTo(-found.axes().getColumn(axis).minNumber().doubleValue());
    }
  }

  @Test
  void rows_that_are_all_the_same_lie_in_one_place() {
    PrincipalComponents found = PrincipalComponents.of(Nd4j.createFromArray(new double[5][3]));

    assertThat(found.share()).isZero();
    assertThat(found.places(Nd4j.createFromArray(new double[5][3])))
        .isDeepEqualTo(new double[5][2]);
  }

  @Test
  void of_many_rows_some_decide() {
    double[][] rows = new double[1500][2];
    for (int n = 0; n < rows.length; n++) {
      rows[n] = new double[] {(n % 2 == 0 ? 1 : -1) * (n % 7), 0};
    }

    PrincipalComponents found = PrincipalComponents.of(Nd4j.createFromArray(rows));

    assertThat(found.share()).isCloseTo(1, within(EXACT));
    assertThat(found.axes().getColumn(0).toDoubleVector())
        .containsExactly(new double[] {1, 0}, within(EXACT));
  }
}
