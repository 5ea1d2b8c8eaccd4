package org.dl4jzoo.zoo.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.dl4jzoo.zoo.device.host.HostDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordingDeviceTest {

  private final RecordingDevice device = new RecordingDevice(new HostDevice(1 << 20));
  private final DeviceArrays arrays = new DeviceArrays(device);

  @AfterEach
  void close() {
    device.close();
  }

  @Test
  void calls_copies_and_waits_are_counted() {
    long x = arrays.put(1, 2);
    device.updates().scale(2, 3, x);
    assertThat(arrays.floats(x, 1)).containsExactly(3);
    device.memory().synchronize();
    assertThat(device.names())
        .containsExactly("allocate", "upload", "scale", "download", "synchronize");
    assertThat(device.calls().get(2).arguments()).containsExactly(2L, 3.0, x);
    assertThat(device.traffic()).isEqualTo(new DeviceRecord.Traffic(1, 8, 1, 4, 2));
    assertThat(device.held()).isEqualTo(8);
    device.memory().free(x);
    assertThat(device.held()).isZero();
    device.forget();
    assertThat(device.names()).isEmpty();
    assertThat(device.traffic()).isEqualTo(new DeviceRecord.Traffic(0, 0, 0, 0, 0));
  }

  @Test
  void reading_what_nobody_wrote_fails() {
    long x = device.memory().allocate(16);
    device.memory().clear(x, 8);
    device.updates().scale(2, 1, x);
    assertThatIllegalStateException()
        .isThrownBy(() -> device.updates().scale(3, 1, x))
        .withMessageContaining("scale reads 12 bytes");
    device.memory().clear(x + 8, 8);
    device.updates().scale(4, 1, x);
    device.memory().free(x);
    long again = device.memory().allocate(16);
    assertThatIllegalStateException()
        .isThrownBy(() -> device.updates().scale(1, 1, again))
        .withMessageContaining("nobody wrote");
  }

  @Test
  void gaps_between_columns_stay_unwritten() {
    long x = arrays.put(1, 2);
    long y = device.memory().allocate(16);
    device.elementwise().copy(2, 1, x, 1, y + 4, 2, false);
    assertThat(arrays.floats(y + 12, 1)).containsExactly(2);
    assertThatIllegalStateException().isThrownBy(() -> device.updates().scale(2, 1, y + 4));
    device.elementwise().copy(2, 1, x, 1, y, 2, false);
    assertThat(arrays.floats(y, 4)).containsExactly(1, 1, 2, 2);
  }

  @Test
  void what_another_device_wrote_is_awaited_before_it_is_copied_and_before_it_is_overwritten() {
    try (RecordingDevice other = new RecordingDevice(new HostDevice(1 << 20))) {
      Memory mine = device.memory();
      Memory theirs = other.memory();
      long from = new DeviceArrays(other).put(5, 7);
      long to = mine.allocate(8);
      assertThatIllegalStateException()
          .isThrownBy(() -> mine.copyFrom(theirs, from, to, 8))
          .withMessageContaining("before it was awaited");
      mine.await(theirs);
      mine.copyFrom(theirs, from, to, 8);
      assertThat(arrays.floats(to, 2)).containsExactly(5, 7);
      assertThatIllegalStateException()
          .isThrownBy(() -> theirs.clear(from, 4))
          .withMessageContaining("may still copy it");
      theirs.await(mine);
      theirs.clear(from, 4);
    }
  }

  @Test
  void writing_where_nothing_is_allocated_fails() {
    long x = device.memory().allocate(16);
    assertThatIllegalStateException()
        .isThrownBy(() -> device.memory().clear(x + 8, 12))
        .withMessageContaining("not all of them are allocated");
  }

  @Test
  void what_is_uploaded_ahead_is_there_after_the_next_turn() {
    long y = device.memory().allocate(8);
    arrays.putAhead(y, 3, 4);
    assertThatIllegalStateException()
        .isThrownBy(() -> device.updates().scale(1, 2, y + 4))
        .withMessageContaining("still being copied");
    device.memory().turn();
    device.updates().scale(2, 2, y);
    assertThat(arrays.floats(y, 2)).containsExactly(6, 8);
    assertThat(device.traffic()).isEqualTo(new DeviceRecord.Traffic(1, 8, 1, 8, 1));
  }

  @Test
  void nothing_is_uploaded_ahead_over_what_work_may_still_touch() {
    long x = arrays.put(1, 2);
    device.updates().scale(2, 3, x);
    assertThatIllegalStateException()
        .isThrownBy(() -> arrays.putAhead(x + 4, 5))
        .withMessageContaining("copied beside work that touches them");
    device.memory().turn();
    arrays.putAhead(x + 4, 5);
    device.memory().turn();
    assertThat(arrays.floats(x, 2)).containsExactly(3, 5);
  }

  @Test
  void ranges_are_joined_and_cut() {
    ByteRanges ranges = new ByteRanges();
    ranges.add(0, 10);
    ranges.add(20, 30);
    ranges.add(40, 50);
    assertThat(ranges.contains(0, 11)).isFalse();
    ranges.add(10, 40);
    assertThat(ranges.contains(0, 50)).isTrue();
    ranges.remove(5, 25);
    assertThat(ranges.contains(0, 5)).isTrue();
    assertThat(ranges.contains(4, 6)).isFalse();
    assertThat(ranges.contains(24, 26)).isFalse();
    assertThat(ranges.contains(25, 50)).isTrue();
    ranges.add(60, 70);
    ranges.remove(0, 65);
    assertThat(ranges.contains(25, 26)).isFalse();
    assertThat(ranges.contains(65, 70)).isTrue();
    assertThat(ranges.overlaps(60, 65)).isFalse();
    assertThat(ranges.overlaps(60, 66)).isTrue();
    assertThat(ranges.overlaps(70, 80)).isFalse();
    ranges.clear();
    assertThat(ranges.overlaps(0, 100)).isFalse();
  }
}
