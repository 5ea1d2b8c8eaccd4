package org.dl4jzoo.zoo.model;

import java.lang.management.ManagementFactory;
import org.bytedeco.javacpp.Pointer;

/** How much memory this process holds outside the Java heap, to see that it stays flat. */
final class NativeMemory {

  private NativeMemory() {}

  /**
   * Bytes in memory less what the Java heap has taken, after a full collection. Where many tests
   * ran before, 130 MB were seen to come and go: pages that the heap takes and hasn't touched yet
   * count against it, and what was freed may stay with the system's allocator.
   */
  static long bytes() {
    System.gc();
    return Pointer.physicalBytes()
        - ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
  }
}
