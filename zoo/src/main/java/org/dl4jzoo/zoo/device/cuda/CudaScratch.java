package org.dl4jzoo.zoo.device.cuda;

import org.dl4jzoo.zoo.device.Memory;

/**
 * Device memory that grows to the most that was asked for. As all work is done in order, its next
 * user may write into it at once.
 */
final class CudaScratch {

  private final Memory memory;
  private long address;
  private long bytes;

  CudaScratch(Memory memory) {
    this.memory = memory;
  }

  /** Memory of at least so many bytes, of any content; 0 if none are wanted. */
  long bytes(long wanted) {
    if (wanted > bytes) {
      release();
      address = memory.allocate(wanted);
      bytes = wanted;
    }
    return wanted == 0 ? 0 : address;
  }

  /** Memory for so many float32 values. */
  long floats(long values) {
    return bytes(values * Float.BYTES);
  }

  /** Gives the memory back. */
  void release() {
    if (bytes > 0) {
      bytes = 0;
      memory.free(address);
    }
  }
}
