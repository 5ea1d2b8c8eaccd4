package org.dl4jzoo.zoo.device;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was asked of a device, which of its memory holds something, and which is copied beside the
 * work.
 */
public final class DeviceRecord {

  /** A call: the method's name and what it was given. */
  public record Call(String name, List<Object> arguments) {}

  /**
   * What went to the device and came from it.
   *
   * @param waits how often the host waited for the device
   */
  public record Traffic(int uploads, long bytesUp, int downloads, long bytesDown, int waits) {

    private static final Traffic NONE = new Traffic(0, 0, 0, 0, 0);

    private Traffic upload(long bytes) {
      return new Traffic(uploads + 1, bytesUp + bytes, downloads, bytesDown, waits);
    }

    private Traffic download(long bytes) {
      return new Traffic(uploads, bytesUp, downloads + 1, bytesDown + bytes, waits + 1);
    }

    private Traffic wait(int more) {
      return new Traffic(uploads, bytesUp, downloads, bytesDown, waits + more);
    }
  }

  private final List<Call> calls = new ArrayList<>();
  private final Map<Long, Long> allocations = new HashMap<>();
  private final ByteRanges allocated = new ByteRanges();
  private final ByteRanges written = new ByteRanges();
  private final Ordering ordering = new Ordering();

  /** Since the last turn: what was uploaded ahead, and what all else has touched. */
  private final Map<Long, Long> copied = new HashMap<>();

  private final ByteRanges touched = new ByteRanges();
  private Traffic traffic = Traffic.NONE;
  private final MapType maps;

  /** A record of a device that stores maps so. */
  DeviceRecord(MapType maps) {
    this.maps = maps;
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  Traffic traffic() {
    return traffic;
  }

  /** Forgets calls and traffic, not what memory holds. */
  void forget() {
    calls.clear();
    traffic = Traffic.NONE;
  }

  void call(String name, Object... arguments) {
    calls.add(new Call(name, List.of(arguments)));
  }

  void allocate(long address, long bytes) {
    allocations.put(address, bytes);
    allocated.add(address, address + bytes);
  }

  void free(long address) {
    long end = address + allocations.remove(address);
    allocated.remove(address, end);
    written.remove(address, end);
    touched.remove(address, end);
    copied.keySet().removeIf(start -> start >= address && start < end);
  }

  /** Bytes that were allocated and never freed. */
  long held() {
    return allocations.values().stream().mapToLong(bytes -> bytes).sum();
  }

  void upload(long bytes) {
    traffic = traffic.upload(bytes);
  }

  void download(long bytes) {
    traffic = traffic.download(bytes);
  }

  void waited() {
    traffic = traffic.wait(1);
  }

  /** Fails if work since the last turn may still touch any of the bytes. */
  void copiesBeside(long address, long bytes) {
    if (touched.overlaps(address, address + bytes)) {
      throw new IllegalStateException(
          "%d bytes from %#x on are copied beside work that touches them"
              .formatted(bytes, address));
    }
    checkAllocated(address, bytes);
    copied.put(address, address + bytes);
  }

  /** What was uploaded ahead is there from now on. */
  void turn() {
    copied.forEach(written::add);
    copied.clear();
    touched.clear();
  }

  private void touches(long address, long bytes) {
    ByteRanges underWay = new ByteRanges();
    copied.forEach(underWay::add);
    if (underWay.overlaps(address, address + bytes)) {
      throw new IllegalStateException(
          "%s touches %d bytes from %#x on, which are still being copied beside it"
              .formatted(lastCall(), bytes, address));
    }
    touched.add(address, address + bytes);
  }

  /** Fails if any of the bytes holds nothing. */
  void reads(long address, long bytes) {
    touches(address, bytes);
    if (!written.contains(address, address + bytes)) {
      throw new IllegalStateException(
          "%s reads %d bytes from %#x on, and nobody wrote all of them"
              .formatted(lastCall(), bytes, address));
    }
  }

  /** Fails if any of the bytes is not allocated. */
  void writes(long address, long bytes) {
    touches(address, bytes);
    checkAllocated(address, bytes);
    written.add(address, address + bytes);
    ordering.wrote(address, address + bytes);
  }

  private void checkAllocated(long address, long bytes) {
    if (!allocated.contains(address, address + bytes)) {
      throw new IllegalStateException(
          "%s writes %d bytes from %#x on, and not all of them are allocated"
              .formatted(lastCall(), bytes, address));
    }
  }

  /** Fails if the other may not have written this yet. */
  void copies(DeviceRecord source, long address, long bytes) {
    source.reads(address, bytes);
    ordering.copied(source.ordering, address, address + bytes);
  }

  void awaits(DeviceRecord other) {
    ordering.awaited(other.ordering);
  }

  void readsFloats(long address, long count) {
    reads(address, Float.BYTES * count);
  }

  void writesFloats(long address, long count) {
    writes(address, Float.BYTES * count);
  }

  /** Values that are added to or replaced. */
  void addsFloats(long address, long count, boolean add) {
    if (add) {
      readsFloats(address, count);
    }
    writesFloats(address, count);
  }

  /** So many values of a map. */
  void readsMap(long address, long count) {
    reads(address, maps.bytes() * count);
  }

  void writesMap(long address, long count) {
    writes(address, maps.bytes() * count);
  }

  /** Values of a map that are added to or replaced. */
  void addsMap(long address, long count, boolean add) {
    if (add) {
      readsMap(address, count);
    }
    writesMap(address, count);
  }

  /** Bytes of a value of a map. */
  long bytesOfMaps() {
    return maps.bytes();
  }

  void updatesFloats(long address, long count) {
    addsFloats(address, count, true);
  }

  private String lastCall() {
    return calls.isEmpty() ? "nobody" : calls.get(calls.size() - 1).name();
  }
}
