package org.dl4jzoo.app.backend;

import org.bytedeco.javacpp.Pointer;
import org.dl4jzoo.app.console.ByteSize;
import org.dl4jzoo.app.console.UsageException;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory of this machine, asked before a network is made: where ND4J gets no memory, its native
 * code ends the process without a word.
 */
public final class MachineMemory {

  /** Estimates may be a fifth too high; what may just fit is tried. */
  private static final double LARGEST_OVERESTIMATE = 1.2;

  private MachineMemory() {}

  /**
   * Refuses what can't fit. On a GPU nothing is refused: its memory is not that of the machine.
   *
   * @param what is to be done, such as {@code training resnet18 with batch-size 32}
   * @param bytes that it takes, estimated
   * @throws UsageException if the machine has far less
   */
  public static void check(String what, long bytes) {
    if (Nd4j.getBackend().getEnvironment().isCPU()) {
      check(what, bytes, Pointer.totalPhysicalBytes());
    }
  }

  static void check(String what, long bytes, long machine) {
    if (bytes / LARGEST_OVERESTIMATE > machine) {
      throw new UsageException(
          "not enough memory: %s takes about %s, and this machine has %s"
              .formatted(what, new ByteSize(bytes), new ByteSize(machine)));
    }
  }
}
