package org.dl4jzoo.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchResultTest {

  @Test
  void shares_are_of_the_total_the_largest_first_and_the_rest_last() {
    Map<String, Double> shares =
        BenchResult.shares(Map.of("add", 1.0, "pooling", 3.0, "convolution", 2.0), 16);

    assertThat(shares)
        .containsExactly(
            Map.entry("pooling", 3.0 / 16),
            Map.entry("convolution", 2.0 / 16),
            Map.entry("add", 1.0 / 16),
            Map.entry("all else", 10.0 / 16));
  }

  @Test
  void where_no_kernel_ran_all_is_the_rest() {
    assertThat(BenchResult.shares(Map.of(), 16)).containsExactly(Map.entry("all else", 1.0));
  }
}
