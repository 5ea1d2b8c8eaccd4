package org.dl4jzoo.zoo.device.network;

import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.GrowingMemory;

/** Copies maps to the host as float32, whatever type they have. */
final class Widened {

  private final Device device;
  private final GrowingMemory floats;

  Widened(Device device) {
    this.device = device;
    this.floats = new GrowingMemory(device.memory());
  }

  /**
   * Copies a map.
   *
   * @param host address of as many float32 values
   */
  void download(long map, long values, long host) {
    long from = map;
    if (device.maps().isNarrow()) {
      from = floats.floats(values);
      device.elementwise().widen(values, map, from);
    }
    device.memory().download(from, host, values * Float.BYTES);
  }

  void release() {
    floats.release();
  }
}
