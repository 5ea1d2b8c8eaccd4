package org.dl4jzoo.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepTimesTest {

  /** Wikipedia's "Percentile", nearest-rank method: the k-th of n values where k = ⌈0.99 n⌉. */
  @Test
  void of_two_hundred_steps_two_take_longer_than_the_99th_percentile() {
    assertThat(StepTimes.of(downFrom(200))).isEqualTo(new StepTimes(200, 100.5, 198));
    assertThat(StepTimes.of(downFrom(201)).p99()).isEqualTo(199);
    assertThat(StepTimes.of(downFrom(100)).p99()).isEqualTo(99);
  }

  @Test
  void of_fewer_than_a_hundred_steps_it_is_the_slowest() {
    assertThat(StepTimes.of(downFrom(99))).isEqualTo(new StepTimes(99, 50, 99));
    assertThat(StepTimes.of(List.of(4.0))).isEqualTo(new StepTimes(1, 4, 4));
    assertThat(StepTimes.of(List.of(4.0, 1.0))).isEqualTo(new StepTimes(2, 2.5, 4));
  }

  /** Seconds from a number down to 1, so that nothing is in order before it is sorted. */
  private static List<Double> downFrom(int steps) {
    return IntStream.range(0, steps).mapToObj(i -> (double) (steps - i)).toList();
  }
}
