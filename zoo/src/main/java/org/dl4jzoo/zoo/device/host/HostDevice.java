package org.dl4jzoo.zoo.device.host;

import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.Elementwise;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.device.Memory;
import org.dl4jzoo.zoo.device.Norms;
import org.dl4jzoo.zoo.device.Pools;
import org.dl4jzoo.zoo.device.Products;
import org.dl4jzoo.zoo.device.Routine;
import org.dl4jzoo.zoo.device.Updates;

/**
 * The CPU as a device. Its results are the same in every run, on any number of processors: sums are
 * made in double precision and in a fixed order.
 */
public final class HostDevice implements Device {

  private static final long DEFAULT_BYTES = 16L << 30;

  private final MapType maps;
  private final HostMemory memory;
  private final Products products;
  private final Norms norms;
  private final Pools pools;
  private final Elementwise elementwise;
  private final Updates updates;

  /** A device with 16 GiB; what is not touched costs nothing. */
  public HostDevice() {
    this(DEFAULT_BYTES);
  }

  /**
   * A device that stores maps in some type, with 16 GiB.
   *
   * @param maps how maps are rounded
   */
  public HostDevice(MapType maps) {
    this(DEFAULT_BYTES, maps);
  }

  /**
   * A device with so much memory.
   *
   * @param bytes what can be allocated at a time
   */
  public HostDevice(long bytes) {
    this(bytes, MapType.FLOAT32);
  }

  private HostDevice(long bytes, MapType maps) {
    this.maps = maps;
    memory = new HostMemory(bytes, maps);
    products = new HostProducts(memory);
    norms = new HostNorms(memory);
    pools = new HostPools(memory);
    elementwise = new HostElementwise(memory);
    updates = new HostUpdates(memory);
  }

  @Override
  public String description() {
    return "the CPU in place of a device, %d MiB".formatted(memory.capacity() >> 20);
  }

  @Override
  public MapType maps() {
    return maps;
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public Products products() {
    return products;
  }

  @Override
  public Norms norms() {
    return norms;
  }

  @Override
  public Pools pools() {
    return pools;
  }

  @Override
  public Elementwise elementwise() {
    return elementwise;
  }

  @Override
  public Updates updates() {
    return updates;
  }

  @Override
  public Routine routine(Runnable calls) {
    return Routine.of(calls);
  }

  @Override
  public void close() {
    memory.freeAll();
  }
}
