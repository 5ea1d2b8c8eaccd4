package org.dl4jzoo.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicLong;
import org.dl4jzoo.app.observe.StepMetrics;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final AtomicLong seconds = new AtomicLong();
  private final Pace pace = new Pace(this::nanos, epoch -> 1);

  private long nanos() {
    return 1_000_000_000L * seconds.get();
  }

  /** Of 4 epochs of 10 batches. */
  private void at(long second, int epoch, int batch, Pace noted) {
    seconds.set(second);
    noted.add(new StepMetrics(epoch, 4, batch, 10, batch, 1, 0, 0, 0));
  }

  private void at(long second, int epoch, int batch) {
    at(second, epoch, batch, pace);
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

    assertThat(pace.secondsLeft()).isCloseTo(2 * 35.0, within(1e-9));
    assertThat(pace.share()).isEqualTo(0.125);
  }

  @Test
  void an_epoch_long_ago_is_forgotten_and_validation_counts() {
    at(0, 1, 1);
    at(1, 1, 10);
    at(100, 2, 1);
    at(120, 3, 1);

    assertThat(pace.secondsLeft()).isCloseTo(2 * 19.0, within(1e-9));
  }

  /** Epochs of lengths 1, 2, 3 and 4: of 10, 1 is done when the second begins. */
  @Test
  void epochs_of_larger_images_take_longer() {
    Pace growing = new Pace(this::nanos, epoch -> epoch);
    at(0, 1, 5, growing);
    at(5, 1, 10, growing);

    assertThat(growing.share()).isCloseTo(0.1, within(1e-9));
    assertThat(growing.secondsLeft()).isCloseTo(90, within(1e-9));
  }
}
