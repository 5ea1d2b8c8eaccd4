package org.dl4jzoo.zoo.offheap;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

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

  /**
   * Where the first value of an array without gaps is: of a view, it is not where its data begin.
   */
  public static Address of(INDArray array) {
    return new Address(array.data().address() + Float.BYTES * array.offset());
  }

  /** The float32 values from where a pointer points to on, without a copy. */
  public static FloatBuffer floats(Pointer start, long count) {
    return new FloatPointer(start).capacity(count).asBuffer();
  }
}
