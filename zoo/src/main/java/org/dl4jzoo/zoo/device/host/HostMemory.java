package org.dl4jzoo.zoo.device.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.device.Memory;
import org.dl4jzoo.zoo.device.OutOfDeviceMemoryException;
import org.dl4jzoo.zoo.offheap.Address;

/** Memory outside Java's heap. Whatever is not within one allocation is refused. */
final class HostMemory implements Memory {

  private static final int ALIGNMENT = 256;

  private final long capacity;
  private final MapType maps;
  private final TreeMap<Long, Allocation> allocations = new TreeMap<>();
  private long used;

  /**
   * What was allocated.
   *
   * @param start what the C library gave, which frees it
   */
  private record Allocation(Pointer start, long bytes) {}

  HostMemory(long capacity, MapType maps) {
    this.capacity = capacity;
    this.maps = maps;
  }

  long capacity() {
    return capacity;
  }

  @Override
  public long allocate(long bytes) {
    if (bytes > available()) {
      throw new OutOfDeviceMemoryException(bytes, available());
    }
    Pointer start = Pointer.malloc(bytes + ALIGNMENT);
    if (start == null || start.isNull()) {
      throw new OutOfDeviceMemoryException(bytes, available());
    }
    long address = (start.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    allocations.put(address, new Allocation(start, bytes));
    used += bytes;
    return address;
  }

  @Override
  public void free(long address) {
    Allocation allocation = allocations.remove(address);
    if (allocation == null) {
      throw new IllegalArgumentException("nothing is allocated at %#x".formatted(address));
    }
    Pointer.free(allocation.start());
    used -= allocation.bytes();
  }

  void freeAll() {
    List.copyOf(allocations.keySet()).forEach(this::free);
  }

  @Override
  public long available() {
    return capacity - used;
  }

  @Override
  public void upload(long host, long device, long bytes) {
    Pointer.memcpy(checked(device, bytes), new Address(host), bytes);
  }

  @Override
  public void uploadAhead(long host, long device, long bytes) {
    upload(host, device, bytes);
  }

  @Override
  public void turn() {
    // Every call has done its work when it returns.
  }

  @Override
  public void download(long device, long host, long bytes) {
    Pointer.memcpy(new Address(host), checked(device, bytes), bytes);
  }

  @Override
  public void copyFrom(Memory other, long from, long to, long bytes) {
    if (!(other instanceof HostMemory host)) {
      throw new IllegalArgumentException("another host device is needed; got " + other);
    }
    Pointer.memcpy(checked(to, bytes), host.checked(from, bytes), bytes);
  }

  @Override
  public void await(Memory other) {
    // Every call has done its work when it returns.
  }

  @Override
  public void clear(long address, long bytes) {
    Pointer.memset(checked(address, bytes), 0, bytes);
  }

  @Override
  public void synchronize() {
    // Every call has done its work when it returns.
  }

  /** So many values of double precision from an address on. */
  DoubleBuffer doubles(long address, int count) {
    return new DoublePointer(checked(address, (long) count * Double.BYTES))
        .capacity(count)
        .asBuffer();
  }

  /** So many float32 values from an address on. */
  Floats floats(long address, long count) {
    return values(address, count, MapType.FLOAT32);
  }

  /** Whether maps are rounded. */
  boolean isNarrow() {
    return maps.isNarrow();
  }

  /** So many values of maps from an address on. */
  Floats maps(long address, long count) {
    return values(address, count, maps);
  }

  private Floats values(long address, long count, MapType type) {
    if (address % type.bytes() != 0) {
      throw new IllegalArgumentException(
          "%#x is no address of a value of %d bytes".formatted(address, type.bytes()));
    }
    return Floats.of(bytes(address, count * type.bytes()), type);
  }

  /** So many bytes from an address on, at most 2 GiB. */
  ByteBuffer bytes(long address, long count) {
    if (count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("%d bytes don't fit a buffer".formatted(count));
    }
    return new BytePointer(checked(address, count))
        .capacity(count)
        .asByteBuffer()
        .order(ByteOrder.nativeOrder());
  }

  private Address checked(long address, long bytes) {
    Map.Entry<Long, Allocation> below = allocations.floorEntry(address);
    if (bytes < 0 || below == null || address + bytes > below.getKey() + below.getValue().bytes()) {
      throw new IllegalArgumentException(
          "%d bytes from %#x on don't lie within one allocation".formatted(bytes, address));
    }
    return new Address(address);
  }
}
