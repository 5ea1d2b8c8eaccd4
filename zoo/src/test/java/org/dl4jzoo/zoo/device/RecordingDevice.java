package org.dl4jzoo.zoo.device;

import java.util.List;

/**
 * A device that hands everything on to another and keeps a record. It fails when a call reads
 * memory that nobody wrote, or writes where nothing is allocated.
 */
public final class RecordingDevice implements Device {

  private final Device device;
  private final DeviceRecord kept;

  /** A record of what is asked of this device. */
  public RecordingDevice(Device device) {
    this.device = device;
    this.kept = new DeviceRecord(device.maps());
  }

  /**
   * What is known of the calls so far.
   *
   * @return each call's name and arguments, in order
   */
  public List<DeviceRecord.Call> calls() {
    return kept.calls();
  }

  /** The names of the calls so far, in order. */
  public List<String> names() {
    return kept.calls().stream().map(DeviceRecord.Call::name).toList();
  }

  /** Copies and waits so far. */
  public DeviceRecord.Traffic traffic() {
    return kept.traffic();
  }

  /** Bytes that were allocated and never freed. */
  public long held() {
    return kept.held();
  }

  /** Forgets calls and traffic so far; what memory holds stays known. */
  public void forget() {
    kept.forget();
  }

  @Override
  public String description() {
    return device.description();
  }

  @Override
  public MapType maps() {
    return device.maps();
  }

  @Override
  public Memory memory() {
    return new RecordingMemory(device.memory(), kept);
  }

  @Override
  public Products products() {
    return new RecordingProducts(device.products(), kept);
  }

  @Override
  public Norms norms() {
    return new RecordingNorms(device.norms(), kept);
  }

  @Override
  public Pools pools() {
    return new RecordingPools(device.pools(), kept);
  }

  @Override
  public Elementwise elementwise() {
    return new RecordingElementwise(device.elementwise(), kept);
  }

  @Override
  public Updates updates() {
    return new RecordingUpdates(device.updates(), kept);
  }

  @Override
  public Routine routine(Runnable calls) {
    return Routine.of(calls);
  }

  @Override
  public void close() {
    device.close();
  }
}
