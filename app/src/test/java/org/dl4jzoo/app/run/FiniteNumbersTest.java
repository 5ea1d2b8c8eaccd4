package org.dl4jzoo.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FiniteNumbersTest {

  @Test
  void the_largest_and_the_smallest_floats_are_finite() {
    assertThat(
            FiniteNumbers.all(
                Nd4j.createFromArray(Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, 0f)))
        .isTrue();
  }

  @Test
  void nan_and_both_infinities_are_counted_wherever_they_are() {
    INDArray values = Nd4j.zeros(1, 100_000);
    values.putScalar(0, Float.NaN);
    values.putScalar(50_000, Float.POSITIVE_INFINITY);
    values.putScalar(99_999, Float.NEGATIVE_INFINITY);

    assertThat(FiniteNumbers.others(values)).isEqualTo(3);
    assertThat(FiniteNumbers.others(values.data().asNioFloat())).isEqualTo(3);
    assertThat(FiniteNumbers.all(values)).isFalse();
    INDArray part = values.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 50_000));
    assertThat(FiniteNumbers.all(part)).isTrue();
  }
}
