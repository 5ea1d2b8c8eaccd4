package org.dl4jzoo.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dl4jzoo.app.console.UsageException;
import org.junit.jupiter.api.Test;

class MachineMemoryTest {

  private static final long GIB = 1L << 30;
  private static final String WAYS = "a smaller --image-size";
  private static final MemoryLimit MACHINE = new MemoryLimit(16 * GIB, "this machine has", false);
  private static final MemoryLimit GROUP =
      new MemoryLimit(16 * GIB, "its control group allows", true);

  private static void check(long bytes, MemoryLimit limit) {
    MachineMemory.check("training alexnet", 32, batch -> bytes, WAYS, limit);
  }

  @Test
  void what_takes_far_more_than_there_is_is_refused() {
    assertThatThrownBy(() -> check(20 * GIB, MACHINE))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "not enough memory: training alexnet with batch-size 32 takes about 20.0 GiB, and this"
                + " machine has 16.0 GiB; not even one image fits; a smaller --image-size needs"
                + " less");
  }

  @Test
  void what_may_fit_is_tried_where_nothing_ends_the_process() {
    assertThatCode(() -> check(19 * GIB, MACHINE)).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(17 * GIB, GROUP))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("and its control group allows 16.0 GiB");
    assertThatThrownBy(() -> check(15 * GIB, GROUP)).isInstanceOf(UsageException.class);
    assertThatCode(() -> check(13 * GIB, GROUP)).doesNotThrowAnyException();
  }

  /** 2 GiB and one for each image, and 15 % in case that is too low: (2 + 11) × 1.15 = 14.95. */
  @Test
  void the_largest_batch_that_fits_is_named() {
    assertThatThrownBy(
            () -> MachineMemory.check("training alexnet", 32, b -> (2 + b) * GIB, WAYS, GROUP))
        .hasMessageContaining("takes about 34.0 GiB")
        .hasMessageContaining("; batch-size 11 fits; ");
    assertThat(MachineMemory.largest(32, batch -> (2 + batch) * GIB, GROUP)).isEqualTo(11);
    assertThat(MachineMemory.largest(9, batch -> (2 + batch) * GIB, GROUP)).isEqualTo(9);
    assertThat(MachineMemory.largest(9, batch -> 99 * GIB, GROUP)).isZero();
  }
}
