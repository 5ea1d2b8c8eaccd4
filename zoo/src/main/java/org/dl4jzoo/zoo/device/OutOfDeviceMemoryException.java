package org.dl4jzoo.zoo.device;

/** A device has too little memory left. */
public final class OutOfDeviceMemoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int MIB = 20;

  private final long wanted;
  private final long available;

  /** Says how many bytes were wanted and how many there were. */
  public OutOfDeviceMemoryException(long wanted, long available) {
    super(
        "the GPU has %d MiB of memory left and %d MiB more are needed: a smaller batch needs less"
            .formatted(available >> MIB, (wanted >> MIB) + 1));
    this.wanted = wanted;
    this.available = available;
  }

  /** Bytes that were wanted at once. */
  public long wanted() {
    return wanted;
  }

  /** Bytes that there were. */
  public long available() {
    return available;
  }
}
