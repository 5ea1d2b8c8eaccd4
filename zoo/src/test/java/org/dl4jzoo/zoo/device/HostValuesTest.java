package org.dl4jzoo.zoo.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.data.Offset;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stand-in's memory, elementwise operations and optimizers against sums done by hand. */
class HostValuesTest {

  private final Device device = new HostDevice(1 << 20);
  private final DeviceArrays arrays = new DeviceArrays(device);

  @AfterEach
  void close() {
    device.close();
  }

  @Test
  void an_address_outside_what_was_allocated_is_refused() {
    long address = arrays.put(1, 2);
    assertThatIllegalArgumentException().isThrownBy(() -> device.updates().scale(3, 2, address));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> device.updates().scale(1, 2, address - 4));
    device.updates().scale(2, 2, address);
    device.memory().free(address);
    assertThatIllegalArgumentException().isThrownBy(() -> device.updates().scale(2, 2, address));
    assertThatIllegalArgumentException().isThrownBy(() -> device.memory().free(address));
  }

  @Test
  void memory_is_limited() {
    Memory memory = device.memory();
    long address = memory.allocate(1 << 19);
    assertThat(address % 256).isZero();
    assertThat(memory.available()).isEqualTo(1 << 19);
    assertThatThrownBy(() -> memory.allocate((1 << 19) + 1))
        .isInstanceOf(OutOfDeviceMemoryException.class);
    memory.clear(address, 1 << 19);
    assertThat(arrays.floats(address + 40, 2)).containsExactly(0, 0);
  }

  @Test
  void activation_of_a_sum_and_its_gradient() {
    long y = arrays.unset(4);
    device
        .elementwise()
        .activate(
            2,
            2,
            arrays.put(1, 2, -3, 4),
            arrays.put(0, 3),
            arrays.put(1, 1, 1, 1),
            Activation.RELU6,
            y);
    assertThat(arrays.floats(y, 4)).containsExactly(2, 6, 0, 6);
    long dx = arrays.put(10, 10, 10, 10);
    device.elementwise().activateBack(4, Activation.RELU6, y, arrays.put(1, 2, 3, 4), dx, true);
    assertThat(arrays.floats(dx, 4)).containsExactly(11, 10, 10, 10);
  }

  @Test
  void columns_are_summed_and_copied() {
    long matrix = arrays.put(1, 2, 3, 4, 5, 6);
    long sums = arrays.unset(3);
    device.elementwise().sumRows(2, 3, matrix, sums);
    assertThat(arrays.floats(sums, 3)).containsExactly(5, 7, 9);
    long target = arrays.put(10, 20, 30, 40);
    device.elementwise().copy(2, 1, matrix + 8, 3, target, 2, true);
    assertThat(arrays.floats(target, 4)).containsExactly(13, 20, 36, 40);
    device.elementwise().copy(2, 1, matrix, 3, target + 4, 2, false);
    assertThat(arrays.floats(target, 4)).containsExactly(13, 1, 36, 4);
  }

  @Test
  void dropout_keeps_a_share_and_the_same_places_again() {
    int values = 10000;
    float[] ones = new float[values];
    Arrays.fill(ones, 1);
    long once = arrays.unset(values);
    // A seed is the bits of two of these.
    long seed = arrays.put(7, 8);
    long other = arrays.put(8, 7);
    device.elementwise().drop(values, 0.3, seed, 1, 0, arrays.put(ones), once, false);
    float[] kept = arrays.floats(once, values);
    int zeros = 0;
    for (float value : kept) {
      assertThat(value).isIn(0f, (float) (1 / 0.7));
      zeros += value == 0 ? 1 : 0;
    }
    assertThat(zeros / (double) values).isCloseTo(0.3, offset(0.02));
    device.elementwise().drop(values, 0.3, seed, 1, 0, arrays.put(ones), once, true);
    assertThat(arrays.floats(once, values)[firstKept(kept)]).isEqualTo((float) (2 / 0.7));
    device.elementwise().drop(values, 0.3, other, 1, 0, arrays.put(ones), once, false);
    assertThat(arrays.floats(once, values)).isNotEqualTo(kept);
    device.elementwise().drop(values, 0.3, seed, 2, 0, arrays.put(ones), once, false);
    assertThat(arrays.floats(once, values)).isNotEqualTo(kept);
    int later = 1000;
    int rest = values - later;
    device.elementwise().drop(rest, 0.3, seed, 1, later, arrays.put(ones), once, false);
    assertThat(arrays.floats(once, values - later))
        .isEqualTo(Arrays.copyOfRange(kept, later, values));
  }

  private static int firstKept(float[] values) {
    int i = 0;
    while (values[i] == 0) {
      i++;
    }
    return i;
  }

  @Test
  void softmax_and_the_gradient_of_cross_entropy() {
    long logits = arrays.put(1000, 1000 + (float) Math.log(3), 0, 200);
    long y = arrays.unset(4);
    device.elementwise().softmax(2, 2, logits, y);
    assertThat(arrays.floats(y, 4)).containsExactly(new float[] {0.25f, 0.75f, 0, 1}, tolerance());
    device.elementwise().crossEntropyBack(2, 2, logits, arrays.put(0, 1, 0, 1), 0.5, y);
    // The last row's first value is e^-200, which is as good as 0.
    assertThat(arrays.floats(y, 4))
        .containsExactly(new float[] {0.125f, -0.125f, 0, 0}, tolerance());
  }

  /** PyTorch's cross_entropy(logits, targets, weight=[0.5, 2, 1.5], reduction="sum"). */
  @Test
  void classes_count_by_their_weights_as_in_pytorch() {
    long logits = arrays.put(0.5f, -1, 2, 1, 0, -3);
    long targets = arrays.put(0, 2 * 1, 0, 0.5f * 0.7f, 2 * 0.2f, 1.5f * 0.1f);
    long y = arrays.unset(6);
    device.elementwise().crossEntropyBack(2, 3, logits, targets, 1, y);
    assertThat(arrays.floats(y, 6))
        .containsExactly(
            new float[] {0.350581f, -1.921775f, 1.571194f, 0.299259f, -0.161151f, -0.138108f},
            tolerance());
  }

  private static Offset<Float> tolerance() {
    return offset(1e-4f);
  }

  @Test
  void adam_steps_by_the_rate_at_first() {
    long p = arrays.put(2);
    long m = arrays.put(0);
    long v = arrays.put(0);
    Updates.Step step = new Updates.Step(0.5, 0.1, 0.25, 0.01);
    Updates.Adam adam = new Updates.Adam(0.9, 0.999, 0);
    device.updates().adam(1, step, adam, 1, p, arrays.put(3), m, v);
    // gradient 0.5 * 3 + 0.25 * 2 = 2; the first step is rate * sign; decay 0.1 * 0.01 * 2
    assertThat(arrays.floats(p, 1)[0]).isCloseTo(1.898f, offset(1e-6f));
    assertThat(arrays.floats(m, 1)[0]).isCloseTo(0.2f, offset(1e-6f));
    assertThat(arrays.floats(v, 1)[0]).isCloseTo(0.004f, offset(1e-7f));
    device.updates().adam(1, new Updates.Step(1, 0.1, 0, 0), adam, 2, p, arrays.put(2), m, v);
    // The same gradient again: unbiased means 2 and 4, so again the rate.
    assertThat(arrays.floats(p, 1)[0]).isCloseTo(1.798f, offset(1e-6f));
  }

  @Test
  void nesterov_looks_ahead() {
    long p = arrays.put(1);
    long v = arrays.put(0.5f);
    device.updates().nesterov(1, new Updates.Step(1, 0.1, 0, 0), 0.9, p, arrays.put(2), v);
    // u = 0.9 * 0.5 - 0.1 * 2 = 0.25; p = 1 + 1.9 * 0.25 - 0.9 * 0.5
    assertThat(arrays.floats(v, 1)[0]).isCloseTo(0.25f, offset(1e-6f));
    assertThat(arrays.floats(p, 1)[0]).isCloseTo(1.025f, offset(1e-6f));
  }

  @Test
  void rms_prop_divides_by_the_mean_square() {
    long p = arrays.put(1);
    long s = arrays.put(4);
    device.updates().rmsProp(1, new Updates.Step(1, 0.1, 0, 0), 0.5, 0, p, arrays.put(2), s);
    assertThat(arrays.floats(s, 1)[0]).isCloseTo(4, offset(1e-6f));
    assertThat(arrays.floats(p, 1)[0]).isCloseTo(0.9f, offset(1e-6f));
  }

  @Test
  void averages_statistics_and_squares() {
    long p = arrays.put(3, 4);
    long average = arrays.put(1, 2);
    SquareSums sums = new SquareSums(device);
    assertThat(sums.of(p, new TreeSet<>(Set.of(1L, 2L))))
        .containsExactly(Map.entry(1L, 9.0), Map.entry(2L, 16.0));
    device.updates().follow(2, 0.75, p, average);
    assertThat(arrays.floats(average, 2)).containsExactly(1.5f, 2.5f);
    device.updates().subtract(2, 2, average, p);
    assertThat(arrays.floats(p, 2)).containsExactly(3, 4);
    assertThat(arrays.floats(average, 2)).containsExactly(-4.5f, -5.5f);
    long step = arrays.put(1, 1);
    device.updates().statisticsStep(2, 0.1, arrays.put(10, 20), arrays.put(0, 40), step, true);
    assertThat(arrays.floats(step, 2)).containsExactly(new float[] {2, -1}, tolerance());
  }
}
