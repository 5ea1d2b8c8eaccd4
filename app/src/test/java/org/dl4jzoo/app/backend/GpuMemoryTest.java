package org.dl4jzoo.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.junit.jupiter.api.Test;

class GpuMemoryTest {

  private static final long GIB = 1L << 30;

  /**
   * An image takes a quarter of a GiB; 1 GiB is left for cuDNN, and 15 % for what estimates miss.
   */
  @Test
  void a_batch_too_large_for_the_gpu_is_refused_with_the_largest_that_fits() {
    try (Device device = new HostDevice(8 * GIB)) {
      assertThatCode(() -> GpuMemory.check("training vgg16", 23, GpuMemoryTest::bytes, device))
          .doesNotThrowAnyException();
      assertThatThrownBy(() -> GpuMemory.check("training vgg16", 32, GpuMemoryTest::bytes, device))
          .isInstanceOf(UsageException.class)
          .hasMessage(
              "not enough memory: training vgg16 with batch-size 32 takes about 9.0 GiB, and the"
                  + " GPU's free memory is 8.0 GiB; batch-size 23 fits; a smaller --image-size needs"
                  + " less");
      assertThat(GpuMemory.largestBatch(256, GpuMemoryTest::bytes, device)).isEqualTo(23);
    }
  }

  @Test
  void a_batch_is_lowered_to_what_fits_and_that_is_said() {
    List<String> said = new ArrayList<>();
    try (Device device = new HostDevice(8 * GIB)) {
      assertThat(lowered(16, device, said)).isEqualTo(16);
      assertThat(said).isEmpty();
      assertThat(lowered(32, device, said)).isEqualTo(23);
      assertThat(said)
          .containsExactly(
              "batch-size lowered from 32 to 23: inference of vgg16 of more images doesn't fit into"
                  + " the GPU's free 8.0 GiB");
    }
    try (Device device = new HostDevice(GIB)) {
      assertThatThrownBy(() -> lowered(32, device, said))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("not even one image fits");
    }
  }

  private static int lowered(int batch, Device device, List<String> said) {
    return GpuMemory.lowered("inference of vgg16", batch, GpuMemoryTest::bytes, device, said::add);
  }

  private static long bytes(int batch) {
    return batch * GIB / 4;
  }
}
