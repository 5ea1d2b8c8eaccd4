package org.dl4jzoo.zoo.device.replica;

import java.util.List;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.GrowingMemory;

/**
 * Sums of vectors that lie on several devices, one on each; all of them become the sum. Each device
 * sums a slice of it, so that all are busy alike, and hands that on. The order of the sums is the
 * same every time.
 */
final class AllReduce implements AutoCloseable {

  /** Slices begin where kernels can read several values at once. */
  private static final long ALIGNMENT = 64;

  private final List<Device> devices;
  private final List<GrowingMemory> arrived;

  /** Part of a vector. */
  private record Slice(long start, long values) {

    /** Slice i of n. */
    static Slice of(long all, int i, int n) {
      long each = ((all + n - 1) / n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      long start = Math.min(all, i * each);
      return new Slice(start, Math.min(all, start + each) - start);
    }

    long in(long vector) {
      return vector + Float.BYTES * start;
    }

    long bytes() {
      return Float.BYTES * values;
    }
  }

  AllReduce(List<Device> devices) {
    this.devices = List.copyOf(devices);
    this.arrived = devices.stream().map(device -> new GrowingMemory(device.memory())).toList();
  }

  /**
   * Sums up.
   *
   * @param vectors the address on each device
   */
  void sum(List<Long> vectors, long values) {
    if (devices.size() == 1) {
      return;
    }
    meet();
    for (int step = 1; step < devices.size(); step++) {
      for (int i = 0; i < devices.size(); i++) {
        add(Slice.of(values, i, devices.size()), i, (i + step) % devices.size(), vectors);
      }
    }
    meet();
    for (int step = 1; step < devices.size(); step++) {
      for (int i = 0; i < devices.size(); i++) {
        int from = (i + step) % devices.size();
        Slice slice = Slice.of(values, from, devices.size());
        copy(slice, from, vectors.get(from), i, slice.in(vectors.get(i)));
      }
    }
    meet();
  }

  private void add(Slice slice, int to, int from, List<Long> vectors) {
    if (slice.values() > 0) {
      long there = arrived.get(to).bytes(slice.bytes());
      copy(slice, from, vectors.get(from), to, there);
      long sum = slice.in(vectors.get(to));
      devices.get(to).updates().subtract(slice.values(), -1, sum, there);
    }
  }

  private void copy(Slice slice, int from, long vector, int to, long address) {
    if (slice.values() > 0) {
      devices
          .get(to)
          .memory()
          .copyFrom(devices.get(from).memory(), slice.in(vector), address, slice.bytes());
    }
  }

  /** Lets later work of each begin when the work of all so far is done. */
  void meet() {
    for (Device device : devices) {
      for (Device other : devices) {
        if (device != other) {
          device.memory().await(other.memory());
        }
      }
    }
  }

  @Override
  public void close() {
    arrived.forEach(GrowingMemory::release);
  }
}
