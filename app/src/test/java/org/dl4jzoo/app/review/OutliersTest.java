package org.dl4jzoo.app.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OutliersTest {

  @Test
  void far_rows_are_those_that_numpys_quartiles_leave_out() throws IOException {
    JsonNode given = ReviewFixture.part("outliers");

    List<Outliers.Far> far =
        Outliers.of(
            ReviewFixture.matrix(given.get("features")),
            ReviewFixture.whole(given.get("labels")),
            given.get("classes").asInt());

    JsonNode expected = given.get("far");
    assertThat(far).hasSize(expected.size()).isNotEmpty();
    for (int n = 0; n < far.size(); n++) {
      assertThat(far.get(n).row()).isEqualTo(expected.get(n).get("row").asInt());
      assertThat(far.get(n).excess())
          .isCloseTo(expected.get(n).get("excess").asDouble(), within(1e-9));
    }
  }

  @Test
  void a_class_of_few_rows_has_no_outliers() {
    INDArray features = Nd4j.createFromArray(new double[][] {{0}, {1}, {2}, {3}, {100}});

    assertThat(Outliers.of(features, new int[5], 1)).isEmpty();
  }

  @Test
  void rows_that_are_all_the_same_have_no_outliers() {
    assertThat(Outliers.of(Nd4j.createFromArray(new double[12][2]), new int[12], 1)).isEmpty();
  }
}
