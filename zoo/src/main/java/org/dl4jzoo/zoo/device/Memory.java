package org.dl4jzoo.zoo.device;

/** The memory of a device. */
public interface Memory {

  /**
   * Allocates memory, of any content.
   *
   * @return its address, a multiple of 256
   * @throws OutOfDeviceMemoryException if there is too little
   */
  long allocate(long bytes);

  /** Frees what {@link #allocate} gave. */
  void free(long address);

  /** Bytes that can still be allocated. */
  long available();

  /** Copies from the host; the host's memory may change once this returns. */
  void upload(long host, long device, long bytes);

  /** Waits for all work and copies to the host. */
  void download(long device, long host, long bytes);

  /** Sets all bytes to 0. */
  void clear(long address, long bytes);

  /** Waits for all work. */
  void synchronize();
}
