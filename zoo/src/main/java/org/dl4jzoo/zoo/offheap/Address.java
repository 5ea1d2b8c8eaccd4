package org.dl4jzoo.zoo.offheap;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A native address as a pointer. It frees nothing, and keeps nothing from being freed. */
public final class Address extends Pointer {

  /** The pointer to an address. */
  public Address(long value) {
    super((Pointer) null);
    address = value;
  }

  /** The float32 values from there on, without a copy. */
  public FloatBuffer floats(long count) {
    return floats(this, count);
  }

  /** The float32 values from where a pointer points to on, without a copy. */
  public static FloatBuffer floats(Pointer start, long count) {
    return new FloatPointer(start).capacity(count).asBuffer();
  }
}
