package org.dl4jzoo.app.backend;

import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
import org.dl4jzoo.app.console.ByteSize;
import org.dl4jzoo.zoo.device.Device;

/** The free memory of a GPU, asked before a network is put there. */
public final class GpuMemory {

  /** What cuDNN may take beside the network. */
  private static final long WORKSPACE_BYTES = 1L << 30;

  private GpuMemory() {}

  /**
   * Refuses what can't fit.
   *
   * @param what is to be done, such as {@code training resnet18}
   * @param batch images at once
   * @param bytes that so many images take there
   * @throws org.dl4jzoo.app.console.UsageException naming the largest batch that fits
   */
  public static void check(String what, int batch, IntToLongFunction bytes, Device device) {
    MachineMemory.check(what, batch, withWorkspace(bytes), "a smaller --image-size", limit(device));
  }

  /** The largest batch that fits, at least 1. */
  public static int largestBatch(int most, IntToLongFunction bytes, Device device) {
    return Math.max(1, MachineMemory.largest(most, withWorkspace(bytes), limit(device)));
  }

  /**
   * The batch, or the largest that fits, which is said then.
   *
   * @param what is to be done, such as {@code inference of resnet18}
   * @throws org.dl4jzoo.app.console.UsageException if not even one image fits
   */
  public static int lowered(
      String what, int batch, IntToLongFunction bytes, Device device, Consumer<String> tell) {
    int fits = largestBatch(batch, bytes, device);
    check(what, fits, bytes, device);
    if (fits < batch) {
      tell.accept(
          "batch-size lowered from %d to %d: %s of more images doesn't fit into the GPU's free %s"
              .formatted(batch, fits, what, new ByteSize(device.memory().available())));
    }
    return fits;
  }

  private static IntToLongFunction withWorkspace(IntToLongFunction bytes) {
    return batch -> bytes.applyAsLong(batch) + WORKSPACE_BYTES;
  }

  private static MemoryLimit limit(Device device) {
    return new MemoryLimit(device.memory().available(), "the GPU's free memory is", true);
  }
}
