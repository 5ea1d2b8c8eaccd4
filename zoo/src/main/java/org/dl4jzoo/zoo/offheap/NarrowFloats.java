package org.dl4jzoo.zoo.offheap;

/** Numbers of 16 bits that Java 17 has no type for: bfloat16 and IEEE 754 half precision. */
public final class NarrowFloats {

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

  private NarrowFloats() {}

  /** The bits of the nearest bfloat16, the upper half of a float32; of two, of the even one. */
  public static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return NAN_BFLOAT16;
    }
    int even = (bits >>> 16) & 1;
    return (short) ((bits + 0x7fff + even) >>> 16);
  }

  /** The value of a bfloat16. */
  public static float ofBfloat16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** The bits of the nearest number of half precision; of two, of the even one. */
  public static short toHalf(float value) {
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

  /** The value of a number of half precision: sign, 5 bits of exponent, 10 of fraction. */
  public static float ofHalf(short bits) {
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
