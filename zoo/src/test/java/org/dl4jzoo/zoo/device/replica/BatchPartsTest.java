package org.dl4jzoo.zoo.device.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchPartsTest {

  private static List<Integer> sizes(BatchParts parts) {
    return IntStream.range(0, parts.devices()).mapToObj(parts::size).toList();
  }

  private static List<Integer> firsts(BatchParts parts) {
    return IntStream.range(0, parts.used()).mapToObj(parts::first).toList();
  }

  @Test
  void parts_differ_by_one_image_at_most() {
    BatchParts parts = new BatchParts(10, 4);

    assertThat(sizes(parts)).containsExactly(3, 3, 2, 2);
    assertThat(firsts(parts)).containsExactly(0, 3, 6, 8);
    assertThat(parts.largest()).isEqualTo(3);
  }

  @Test
  void the_last_devices_have_nothing_where_there_are_few_images() {
    BatchParts parts = new BatchParts(2, 3);

    assertThat(sizes(parts)).containsExactly(1, 1, 0);
    assertThat(parts.used()).isEqualTo(2);
    assertThat(firsts(parts)).containsExactly(0, 1);
  }

  @Test
  void a_batch_of_nothing_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchParts(0, 2))
        .withMessage("batch and devices must be at least 1; got 0 and 2");
  }
}
