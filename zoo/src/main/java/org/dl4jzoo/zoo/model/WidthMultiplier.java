package org.dl4jzoo.zoo.model;

/** The width multiplier of MobileNetV2, section 6.1, with torchvision's and Keras's rounding. */
record WidthMultiplier(double alpha) {

  /** Channels of the last convolution of the network as published. */
  private static final int HEAD = 1280;

  static WidthMultiplier of(ModelOptions options) {
    return new WidthMultiplier(options.alpha() == null ? 1 : options.alpha());
  }

  /** Channels times alpha, to the nearest multiple of 8 that is less than 10 % smaller. */
  int of(int channels) {
    double exact = channels * alpha;
    int rounded = Math.max(8, (int) (exact + 4) / 8 * 8);
    return rounded < 0.9 * exact ? rounded + 8 : rounded;
  }

  /** Channels of the last convolution, which narrow networks have as many of as published. */
  int head() {
    return alpha > 1 ? of(HEAD) : HEAD;
  }
}
