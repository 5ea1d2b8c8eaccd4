package org.dl4jzoo.app.backend;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dl4jzoo.app.console.UsageException;
import org.junit.jupiter.api.Test;

class MachineMemoryTest {

  private static final long GIB = 1L << 30;

  @Test
  void what_takes_far_more_than_there_is_is_refused() {
    assertThatThrownBy(() -> MachineMemory.check("training alexnet", 20 * GIB, 16 * GIB))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "not enough memory: training alexnet takes about 20.0 GiB, and this machine has 16.0"
                + " GiB");
  }

  @Test
  void what_may_fit_is_tried() {
    assertThatCode(() -> MachineMemory.check("training alexnet", 19 * GIB, 16 * GIB))
        .doesNotThrowAnyException();
  }
}
