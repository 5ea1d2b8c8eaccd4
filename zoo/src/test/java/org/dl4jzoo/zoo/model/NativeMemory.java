package org.dl4jzoo.zoo.model;

import java.lang.management.ManagementFactory;
import org.bytedeco.javacpp.Pointer;

/** How much memory this process holds outside the Java heap, to see that it stays flat. */
final class NativeMemory {

  private NativeMemory() {}

  /**
   * Bytes in memory less what the Java heap has taken, after a full collection; the heap grows and
   * shrinks by more than a small network has, by what ran before. Pages that the heap has and never
   * touched count against it, so that 130 MB come and go where many tests ran before.
   */
  static long bytes() {
    System.gc();
    return Pointer.physicalBytes()
        - ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
  }
}
