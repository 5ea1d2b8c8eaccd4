package org.dl4jzoo.zoo.device;

import org.dl4jzoo.zoo.offheap.NarrowFloats;

/** How the values of maps are stored. */
public enum MapType {
  /** IEEE 754 single precision. */
  FLOAT32(Float.BYTES),
  /** The upper half of a float32: its range, and 8 bits of mantissa. */
  BFLOAT16(Short.BYTES),
  /** IEEE 754 half precision: 11 bits of mantissa, from 6e-8 to 65504. */
  FLOAT16(Short.BYTES);

  private final int bytes;

  MapType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of a value. */
  public int bytes() {
    return bytes;
  }

  /** Whether values are rounded that float32 has. */
  public boolean isNarrow() {
    return this != FLOAT32;
  }

  /**
   * The bits of a narrow type's nearest value; of two, the even one.
   *
   * @throws IllegalStateException for {@link #FLOAT32}, which doesn't fit
   */
  public short bits(float value) {
    return switch (this) {
      case BFLOAT16 -> NarrowFloats.toBfloat16(value);
      case FLOAT16 -> NarrowFloats.toHalf(value);
      case FLOAT32 -> throw new IllegalStateException("a float32 has no 16 bits");
    };
  }

  /**
   * The value that bits of a narrow type stand for.
   *
   * @throws IllegalStateException for {@link #FLOAT32}, which has more bits
   */
  public float value(short bits) {
    return switch (this) {
      case BFLOAT16 -> NarrowFloats.ofBfloat16(bits);
      case FLOAT16 -> NarrowFloats.ofHalf(bits);
      case FLOAT32 -> throw new IllegalStateException("a float32 has no 16 bits");
    };
  }
}
