package org.dl4jzoo.zoo.device;

/**
 * Device memory that grows to the most that was asked for. As all work is done in order, its next
 * user may write into it at once.
 */
public final class GrowingMemory {

  private final Memory memory;
  private long address;
  private long bytes;

  /** None yet, of a device's memory. */
  public GrowingMemory(Memory memory) {
    this.memory = memory;
  }

  /** Memory of at least so many bytes, of any content; 0 if none are wanted. */
  public long bytes(long wanted) {
    if (wanted > bytes) {
      release();
      address = memory.allocate(wanted);
      bytes = wanted;
    }
    return wanted == 0 ? 0 : address;
  }

  /** Memory for so many float32 values. */
  public long floats(long values) {
    return bytes(values * Float.BYTES);
  }

  /** Where the memory is that was asked for last; 0 if there is none. */
  public long address() {
    return address;
  }

  /** Bytes that it has. */
  public long size() {
    return bytes;
  }

  /** Gives the memory back. */
  public void release() {
    if (bytes > 0) {
      memory.free(address);
      address = 0;
      bytes = 0;
    }
  }
}
