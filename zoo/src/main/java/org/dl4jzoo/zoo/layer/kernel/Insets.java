package org.dl4jzoo.zoo.layer.kernel;

/** Pixels added around an image before a kernel slides over it. */
public record Insets(int top, int bottom, int left, int right) {

  /** No padding. */
  public static final Insets NONE = all(0);

  /** Checks that nothing is cropped. */
  public Insets {
    if (top < 0 || bottom < 0 || left < 0 || right < 0) {
      throw new IllegalArgumentException(
          "padding must not be negative; got %d, %d, %d, %d".formatted(top, bottom, left, right));
    }
  }

  /** The same on every side. */
  public static Insets all(int pixels) {
    return new Insets(pixels, pixels, pixels, pixels);
  }
}
