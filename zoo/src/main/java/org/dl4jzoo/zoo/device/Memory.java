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

  /**
   * Copies from the host beside the work asked for since the last {@link #turn}, which may not
   * touch that memory; waits on the device for the work before. The host's memory may change once
   * this returns.
   */
  void uploadAhead(long host, long device, long bytes);

  /**
   * Lets the work asked for from now on find what was uploaded ahead, and what is uploaded ahead
   * from now on come after the work so far. The host waits for neither.
   */
  void turn();

  /** Waits for all work and copies to the host. */
  void download(long device, long host, long bytes);

  /**
   * Copies from the memory of another device of the kind, or of this one. The other must have been
   * {@linkplain #await awaited} since it wrote them, and await this one before it writes there.
   *
   * @param from address on the other
   * @param to address on this device
   */
  void copyFrom(Memory other, long from, long to, long bytes);

  /** Work of later calls begins once all work that another device was given so far is done. */
  void await(Memory other);

  /** Sets all bytes to 0. */
  void clear(long address, long bytes);

  /** Waits for all work. */
  void synchronize();
}
