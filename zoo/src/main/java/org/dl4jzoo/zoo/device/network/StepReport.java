package org.dl4jzoo.zoo.device.network;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.GrowingMemory;
import org.dl4jzoo.zoo.device.SquareSums;
import org.dl4jzoo.zoo.offheap.Address;

/**
 * What the host is told of a training step: the sum of squares of its gradient, if that was asked
 * for, and logits as float32. They lie together on the device, so that the host waits once for
 * both.
 */
final class StepReport {

  private final Device device;
  private final int partialSums;
  private final GrowingMemory memory;
  private BytePointer host = new BytePointer(0L);
  private boolean asked;
  private double squares;

  StepReport(Device device) {
    this.device = device;
    this.partialSums = device.updates().partialSums();
    this.memory = new GrowingMemory(device.memory());
  }

  private long bytesOfSums() {
    return (long) partialSums * Double.BYTES;
  }

  private long block(long logits) {
    return memory.bytes(bytesOfSums() + logits * Float.BYTES);
  }

  /**
   * Sums up the squares of values, to be told with the logits of the same step.
   *
   * @param logits how many there will be
   */
  void sumSquares(long values, long x, long logits) {
    device.updates().squares(values, x, block(logits));
    asked = true;
  }

  /**
   * Copies logits to the host, and with them the sum that was asked for.
   *
   * @param map where they are on the device
   * @param to address on the host of as many float32 values
   */
  void download(long map, long logits, long to) {
    long sums = block(logits);
    long floats = sums + bytesOfSums();
    if (device.maps().isNarrow()) {
      device.elementwise().widen(logits, map, floats);
    } else {
      int values = Math.toIntExact(logits);
      device.elementwise().copy(1, values, map, values, floats, values, false);
    }
    long bytes = logits * Float.BYTES;
    if (asked) {
      downloadBoth(sums, bytes, to);
      asked = false;
    } else {
      device.memory().download(floats, to, bytes);
    }
  }

  private void downloadBoth(long from, long bytes, long to) {
    long all = bytesOfSums() + bytes;
    if (host.capacity() < all) {
      host.close();
      host = new BytePointer(all);
    }
    device.memory().download(from, host.address(), all);
    squares = SquareSums.sum(new DoublePointer(host).capacity(partialSums).asBuffer(), partialSums);
    Pointer.memcpy(new Address(to), new Address(host.address() + bytesOfSums()), bytes);
  }

  /** The sum that was told last. */
  double squares() {
    return squares;
  }

  /** Frees its memory. */
  void release() {
    host.close();
    memory.release();
  }
}
