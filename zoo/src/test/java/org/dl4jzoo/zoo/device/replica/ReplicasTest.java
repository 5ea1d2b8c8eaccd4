package org.dl4jzoo.zoo.device.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.DeviceArrays;
import org.dl4jzoo.zoo.device.RecordingDevice;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gradients worked out by hand, and that no device reads what another may still be writing. */
class ReplicasTest {

  /** Places in the vector of {@link SmallReplicas} with one channel. */
  private static final int MEAN = 3;

  private static final int VARIANCE = 4;
  private static final int WEIGHT = 5;

  /** Weights of the classes are 0, so that both have probability 1/2. */
  private static final float[] BEGIN = {1, 1, 0, 0, 1, 0, 0, 0, 0};

  private static final float[] IMAGES = {1, 3, 10, 20};
  private static final float[] TARGETS = {1, 0, 0, 1, 0, 1, 0, 1};

  private final List<Device> devices =
      IntStream.range(0, 3).<Device>mapToObj(i -> new RecordingDevice(new HostDevice())).toList();

  @AfterEach
  void close() {
    devices.forEach(Device::close);
  }

  private float[] gradient(int count, boolean syncNorm) {
    try (SmallReplicas replicas =
        new SmallReplicas(
            devices.subList(0, count), syncNorm, 1, 1, 1, Activation.IDENTITY, BEGIN)) {
      replicas.differentiate(4, IMAGES, TARGETS);
      float[] first = replicas.gradient(0);
      for (int i = 1; i < count; i++) {
        assertThat(replicas.gradient(i)).as("gradient of replica %d", i).isEqualTo(first);
      }
      return first;
    }
  }

  /**
   * 1 and 3 have mean 2 and variance 1, 10 and 20 have 15 and 25; normalised they are -1, 1, -1 and
   * 1. The logit of the first class has the gradients -1/2, 1/2, 1/2 and 1/2, and its weight that
   * of their products.
   */
  @Test
  void each_device_normalises_by_its_own_part() {
    float[] gradient = gradient(2, false);

    assertThat(gradient[WEIGHT]).isCloseTo(1, within(1e-6f));
    assertThat(gradient[MEAN]).isCloseTo(-0.1f * 2 - 0.1f * 15, within(1e-6f));
    assertThat(gradient[VARIANCE]).isCloseTo(0.1f * (1 - 1) + 0.1f * (1 - 25), within(1e-5f));
  }

  /** All four have mean 8.5 and variance 221 / 4. */
  @Test
  void all_devices_normalise_by_the_whole_batch() {
    for (int count : new int[] {1, 2, 3}) {
      float[] gradient = gradient(count, true);

      assertThat(gradient[WEIGHT])
          .isCloseTo((float) ((7.5 - 5.5 + 1.5 + 11.5) / 2 / Math.sqrt(55.25)), within(1e-6f));
      assertThat(gradient[MEAN]).isCloseTo(-0.85f * count, within(1e-5f));
      assertThat(gradient[VARIANCE]).isCloseTo(-5.425f * count, within(1e-5f));
    }
  }

  @Test
  void slices_of_vectors_are_summed_on_all_devices_and_handed_on() {
    int values = 200;
    List<Long> vectors =
        IntStream.range(0, 3)
            .mapToObj(
                device -> {
                  float[] content = new float[values];
                  for (int i = 0; i < values; i++) {
                    content[i] = i * (int) Math.pow(10, device);
                  }
                  return new DeviceArrays(devices.get(device)).put(content);
                })
            .toList();
    try (AllReduce allReduce = new AllReduce(devices)) {
      for (int factor : new int[] {111, 333}) {
        allReduce.sum(vectors, values);
        for (int device = 0; device < 3; device++) {
          float[] sums = new DeviceArrays(devices.get(device)).floats(vectors.get(device), values);
          for (int i = 0; i < values; i++) {
            assertThat(sums[i]).isEqualTo(i * factor);
          }
        }
      }
    }
  }

  @Test
  void no_replica_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Replicas(List.of(), false))
        .withMessage("replicas must be at least one; got none");
  }
}
