package org.dl4jzoo.zoo.device;

/** How the values of maps are stored. */
public enum MapType {
  /** IEEE 754 single precision. */
  FLOAT32(Float.BYTES),
  /** The upper half of a float32: its range, and 8 bits of mantissa. */
  BFLOAT16(Short.BYTES),
  /** IEEE 754 half precision: 11 bits of mantissa, from 6e-8 to 65504. */
  FLOAT16(Short.BYTES);

  /** Bits of a float32's mantissa that a half has not. */
  private static final int MORE_BITS = 13;

  /** What exponents of float32 are larger by, in place. */
  private static final int MORE_EXPONENT = 112 << 23;

  private static final int SIGN = 0x8000;
  private static final int INFINITE_FLOAT = 0x7f800000;
  private static final int INFINITE_HALF = 0x7c00;
  private static final int NAN_HALF = 0x7e00;
  private static final int NAN_BFLOAT16 = 0x7fc0;

  /** The first float32, as bits, that is rounded to an infinite half: 65520. */
  private static final int OVERFLOW = 0x477ff000;

  /** The smallest half, as bits of a float32, that is normal: 2^-14. */
  private static final int SMALLEST_NORMAL = 0x38800000;

  private static final float STEPS_BELOW_NORMAL = 0x1p24f;

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
      case BFLOAT16 -> toBfloat16(value);
      case FLOAT16 -> toHalf(value);
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
      case BFLOAT16 -> ofBfloat16(bits);
      case FLOAT16 -> ofHalf(bits);
      case FLOAT32 -> throw new IllegalStateException("a float32 has no 16 bits");
    };
  }

  private static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return NAN_BFLOAT16;
    }
    int even = (bits >>> 16) & 1;
    return (short) ((bits + 0x7fff + even) >>> 16);
  }

  private static float ofBfloat16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  private static short toHalf(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & SIGN;
    int size = bits & Integer.MAX_VALUE;
    if (size > INFINITE_FLOAT) {
      return (short) (sign | NAN_HALF);
    }
    if (size >= OVERFLOW) {
      return (short) (sign | INFINITE_HALF);
    }
    if (size < SMALLEST_NORMAL) {
      return (short) (sign | (int) Math.rint(Math.abs(value) * STEPS_BELOW_NORMAL));
    }
    int even = (size >>> MORE_BITS) & 1;
    int half = (1 << (MORE_BITS - 1)) - 1 + even;
    return (short) (sign | ((size + half - MORE_EXPONENT) >>> MORE_BITS));
  }

  private static float ofHalf(short bits) {
    int size = bits & Short.MAX_VALUE;
    int sign = (bits & SIGN) << 16;
    if (size >= INFINITE_HALF) {
      int rest = (size & (INFINITE_HALF - 1)) << MORE_BITS;
      return Float.intBitsToFloat(sign | INFINITE_FLOAT | rest);
    }
    float value =
        size < 1 << 10
            ? size / STEPS_BELOW_NORMAL
            : Float.intBitsToFloat((size << MORE_BITS) + MORE_EXPONENT);
    return sign == 0 ? value : -value;
  }
}
