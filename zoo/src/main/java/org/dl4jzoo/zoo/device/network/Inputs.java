package org.dl4jzoo.zoo.device.network;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.GrowingMemory;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.device.Memory;

/**
 * Two places on a device for batches: while one is read, the next batch is copied to the other. The
 * second takes memory only once it is used.
 */
final class Inputs {

  private static final int PLACES = 2;

  private final Device device;
  private final Memory memory;
  private final long[] bytes;
  private final GrowingMemory narrow;
  private Place read;
  private Place ahead;

  /** Where a batch is, of so many images. */
  private static final class Place {
    private final int number;
    private final GrowingMemory[] arrays;
    private int size;

    Place(int number, Memory memory, int count) {
      this.number = number;
      arrays =
          Stream.generate(() -> new GrowingMemory(memory))
              .limit(count)
              .toArray(GrowingMemory[]::new);
    }
  }

  /**
   * Places for batches of some float32 arrays, of which the first are images.
   *
   * @param bytes of an image in each array
   */
  Inputs(Device device, long... bytes) {
    this.device = device;
    this.memory = device.memory();
    this.bytes = bytes.clone();
    this.narrow = new GrowingMemory(memory);
    this.read = new Place(0, memory, bytes.length);
    this.ahead = new Place(1, memory, bytes.length);
  }

  /** Bytes that both places take, and the images' map where it is another than their array. */
  static long bytes(MapType maps, int size, long... bytesOfImage) {
    long map = maps.isNarrow() ? values(size, bytesOfImage) * maps.bytes() : 0;
    return (long) PLACES * size * LongStream.of(bytesOfImage).sum() + map;
  }

  private static long values(int size, long... bytesOfImage) {
    return size * bytesOfImage[0] / Float.BYTES;
  }

  /** Makes the map of the images that are read; to be called before work that reads it. */
  void makeMap() {
    if (device.maps().isNarrow()) {
      long values = values(read.size, bytes);
      long map = narrow.bytes(values * device.maps().bytes());
      device.elementwise().narrow(values, address(0), map);
    }
  }

  /** Where the images' map is. */
  long map() {
    return device.maps().isNarrow() ? narrow.address() : address(0);
  }

  /**
   * Copies a batch to where it is read, after the work so far.
   *
   * @param hosts address on the host of each array
   */
  void load(int size, long... hosts) {
    read.size = size;
    for (int i = 0; i < bytes.length; i++) {
      memory.upload(hosts[i], read.arrays[i].bytes(size * bytes[i]), size * bytes[i]);
    }
  }

  /**
   * Copies a batch to the other place, beside the work so far, which doesn't read it.
   *
   * @param hosts address on the host of each array
   */
  void loadAhead(int size, long... hosts) {
    ahead.size = size;
    for (int i = 0; i < bytes.length; i++) {
      memory.uploadAhead(hosts[i], ahead.arrays[i].bytes(size * bytes[i]), size * bytes[i]);
    }
  }

  /** Reads the batch that was loaded ahead from now on; its place is left to the one after it. */
  void takeAhead() {
    memory.turn();
    Place taken = ahead;
    ahead = read;
    read = taken;
  }

  /** Images of the batch that is read. */
  int size() {
    return read.size;
  }

  /** What is the same for all batches that the same calls compute: their size and place. */
  record Kind(int size, int place) {}

  Kind kind() {
    return new Kind(read.size, read.number);
  }

  /** Where an array of the batch that is read begins. */
  long address(int array) {
    return read.arrays[array].address();
  }

  /** Bytes that are allocated. */
  long held() {
    return narrow.size()
        + Stream.of(read, ahead)
            .flatMap(place -> Stream.of(place.arrays))
            .mapToLong(GrowingMemory::size)
            .sum();
  }

  void release() {
    narrow.release();
    for (Place place : new Place[] {read, ahead}) {
      Stream.of(place.arrays).forEach(GrowingMemory::release);
    }
  }
}
