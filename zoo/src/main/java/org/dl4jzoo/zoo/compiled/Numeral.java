package org.dl4jzoo.zoo.compiled;

/**
 * What the numbers of a value are: float32, or 8-bit integers, each of which stands for so many
 * steps. Zero stands for zero, as padding and ReLU give it.
 *
 * @param step what an integer is multiplied by; 1 of float32
 */
public record Numeral(Kind kind, float step) {

  /** Float32, as it is. */
  public static final Numeral FLOAT = new Numeral(Kind.FLOAT32, 1);

  /** How a number is written. */
  public enum Kind {
    /** Float32. */
    FLOAT32(Float.BYTES, 0),
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

    /** The largest integer; 0 of float32. */
    public int largest() {
      return largest;
    }
  }

  /** Checks the step. */
  public Numeral {
    if (!(step > 0) || Float.isInfinite(step)) {
      throw new IllegalArgumentException("a step must be a positive number; got " + step);
    }
  }

  /** Integers whose largest stands for a value. */
  public static Numeral upTo(Kind kind, double largest) {
    return new Numeral(kind, (float) (largest / kind.largest()));
  }

  /** Whether it is an integer. */
  public boolean isInteger() {
    return kind != Kind.FLOAT32;
  }

  /** The largest value that it can stand for. */
  double reach() {
    return (double) step * kind.largest();
  }

  int bytes() {
    return kind.bytes;
  }
}
