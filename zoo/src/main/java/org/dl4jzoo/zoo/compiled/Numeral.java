package org.dl4jzoo.zoo.compiled;

/**
 * What the numbers of a value are: float32, bfloat16, or 8-bit integers, each of which stands for
 * so many steps. Zero stands for zero, as padding and ReLU give it.
 *
 * @param step what an integer is multiplied by; 1 of other numbers
 */
public record Numeral(Kind kind, float step) {

  /** Float32, as it is. */
  public static final Numeral FLOAT = new Numeral(Kind.FLOAT32, 1);

  /** The first 16 bits of a float32, rounded to the nearest. */
  public static final Numeral BFLOAT16 = new Numeral(Kind.BFLOAT16, 1);

  /** How a number is written. */
  public enum Kind {
    /** Float32. */
    FLOAT32(Float.BYTES, 0),
    /** Sign, 8 bits of exponent and 7 of the fraction. */
    BFLOAT16(Short.BYTES, 0),
    /** From -127 on: -128 would have no opposite. */
    SIGNED(1, 127),
    /** Of values that are never negative. */
    UNSIGNED(1, 255);

    private final int bytes;
    private final int largest;

    Kind(int bytes, int largest) {
      this.bytes = bytes;
      this.largest = largest;
    }

    /** The largest integer; 0 of other numbers. */
    public int largest() {
      return largest;
    }
  }

  /** Checks the step. */
  public Numeral {
    if (!(step > 0) || Float.isInfinite(step)) {
      throw new IllegalArgumentException("a step must be a positive number; got " + step);
    }
    if (kind.largest == 0 && step != 1) {
      throw new IllegalArgumentException("only integers have steps; got " + kind + " of " + step);
    }
  }

  /** Integers whose largest stands for a value. */
  public static Numeral upTo(Kind kind, double largest) {
    return new Numeral(kind, (float) (largest / kind.largest()));
  }

  /** Whether it is an integer. */
  public boolean isInteger() {
    return kind.largest > 0;
  }

  /** The largest value that it can stand for. */
  double reach() {
    return (double) step * kind.largest();
  }

  int bytes() {
    return kind.bytes;
  }
}
