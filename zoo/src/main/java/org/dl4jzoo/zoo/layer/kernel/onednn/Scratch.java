package org.dl4jzoo.zoo.layer.kernel.onednn;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Memory that the primitives of a thread use in turn, each for one call. It grows to the largest
 * need and stays.
 */
final class Scratch {

  /** What primitives compute with. */
  static final Scratch PRIMITIVES = new Scratch();

  /** Weights, or their gradient, in the layout that a primitive wants. */
  static final Scratch WEIGHTS = new Scratch();

  /** A map in the layout that a primitive wants. */
  static final Scratch MAPS = new Scratch();

  /** The gradient of a map, beside the map. */
  static final Scratch GRADIENTS = new Scratch();

  private final ThreadLocal<BytePointer> memory = ThreadLocal.withInitial(BytePointer::new);

  private Scratch() {}

  /** At least so many bytes; what an earlier call gave may be gone. */
  Pointer atLeast(long size) {
    BytePointer bytes = memory.get();
    if (bytes.capacity() < size) {
      bytes.close();
      bytes = new BytePointer(size);
      memory.set(bytes);
    }
    return bytes;
  }
}
