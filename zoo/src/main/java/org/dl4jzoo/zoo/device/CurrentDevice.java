package org.dl4jzoo.zoo.device;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The device on which this process computes networks, if it was given one. It is opened when it is
 * first asked for, and belongs to the process until that ends.
 */
public final class CurrentDevice {

  private static Supplier<Device> opener;
  private static Device opened;

  private CurrentDevice() {}

  /** Gives the process a device; null for none. */
  public static synchronized void choose(Supplier<Device> newOpener) {
    opener = newOpener;
    opened = null;
  }

  /** The device; empty where the CPU computes. */
  public static synchronized Optional<Device> get() {
    if (opened == null && opener != null) {
      opened = opener.get();
    }
    return Optional.ofNullable(opened);
  }
}
