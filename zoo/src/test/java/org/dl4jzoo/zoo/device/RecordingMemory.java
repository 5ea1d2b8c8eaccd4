package org.dl4jzoo.zoo.device;

/** Memory with a record of what was copied and which of it holds something. */
record RecordingMemory(Memory memory, DeviceRecord kept) implements Memory {

  @Override
  public long allocate(long bytes) {
    kept.call("allocate", bytes);
    long address = memory.allocate(bytes);
    kept.allocate(address, bytes);
    return address;
  }

  @Override
  public void free(long address) {
    kept.call("free", address);
    memory.free(address);
    kept.free(address);
  }

  @Override
  public long available() {
    return memory.available();
  }

  @Override
  public void upload(long host, long device, long bytes) {
    kept.call("upload", device, bytes);
    kept.writes(device, bytes);
    kept.upload(bytes);
    memory.upload(host, device, bytes);
  }

  @Override
  public void uploadAhead(long host, long device, long bytes) {
    kept.call("uploadAhead", device, bytes);
    kept.copiesBeside(device, bytes);
    kept.upload(bytes);
    memory.uploadAhead(host, device, bytes);
  }

  @Override
  public void turn() {
    kept.call("turn");
    kept.turn();
    memory.turn();
  }

  @Override
  public void download(long device, long host, long bytes) {
    kept.call("download", device, bytes);
    kept.reads(device, bytes);
    kept.download(bytes);
    memory.download(device, host, bytes);
  }

  @Override
  public void copyFrom(Memory other, long from, long to, long bytes) {
    RecordingMemory source = (RecordingMemory) other;
    kept.call("copyFrom", from, to, bytes);
    kept.writes(to, bytes);
    if (source.kept == kept) {
      kept.reads(from, bytes);
    } else {
      kept.copies(source.kept, from, bytes);
    }
    memory.copyFrom(source.memory, from, to, bytes);
  }

  @Override
  public void await(Memory other) {
    RecordingMemory awaited = (RecordingMemory) other;
    kept.call("await");
    kept.awaits(awaited.kept);
    memory.await(awaited.memory);
  }

  @Override
  public void clear(long address, long bytes) {
    kept.call("clear", address, bytes);
    kept.writes(address, bytes);
    memory.clear(address, bytes);
  }

  @Override
  public void synchronize() {
    kept.call("synchronize");
    kept.waited();
    memory.synchronize();
  }
}
