package org.dl4jzoo.app.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StandardizationTest {

  @Test
  void features_get_mean_0_and_variance_1() {
    INDArray features = Nd4j.createFromArray(new double[][] {{1, 10}, {3, 30}});

    Standardization standardization = Standardization.of(features);

    assertThat(standardization.apply(features).toDoubleMatrix())
        .isDeepEqualTo(new double[][] {{-1, -1}, {1, 1}});
    INDArray other = Nd4j.createFromArray(new double[][] {{5, 20}});
    assertThat(standardization.apply(other).toDoubleMatrix())
        .isDeepEqualTo(new double[][] {{3, 0}});
  }

  @Test
  void a_feature_that_never_changes_becomes_0_in_spite_of_rounding() {
    double[][] rows = new double[7][1];
    for (double[] row : rows) {
      row[0] = 0.1;
    }
    INDArray features = Nd4j.createFromArray(rows);

    INDArray standard = Standardization.of(features).apply(features);

    assertThat(standard.toDoubleVector()).containsOnly(new double[] {0}, within(0.0));
  }
}
