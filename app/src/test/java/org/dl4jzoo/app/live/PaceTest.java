package org.dl4jzoo.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.dl4jzoo.app.observe.StepMetrics;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final AtomicLong seconds = new AtomicLong();
  private final Pace pace = new Pace(() -> 1_000_000_000L * seconds.get());

  /** Of 4 epochs of 10 batches. */
  private void at(long second, int epoch, int batch) {
    seconds.set(second);
    pace.add(new StepMetrics(epoch, 4, batch, 10, batch, 1, 0, 0, 0));
  }

  @Test
  void nothing_is_known_after_the_first_step() {
    at(0, 1, 1);

    assertThat(pace.secondsLeft()).isNaN();
  }

  @Test
  void it_goes_on_as_it_did() {
    at(0, 1, 1);
    at(8, 1, 5);

    assertThat(pace.secondsLeft()).isEqualTo(2 * 35.0);
  }

  @Test
  void an_epoch_long_ago_is_forgotten_and_validation_counts() {
    at(0, 1, 1);
    at(1, 1, 10);
    at(100, 2, 1);
    at(120, 3, 1);

    assertThat(pace.secondsLeft()).isEqualTo(2 * 19.0);
  }
}
