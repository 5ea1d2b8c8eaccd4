package org.dl4jzoo.data.image;

/**
 * Which pixels of a side, with which weights, make up each pixel of the resized side: a triangle
 * over all pixels that are merged when the side shrinks, linear interpolation when it grows. The
 * weights are Pillow's, in its fixed point.
 */
final class Taps {

  /** Bits behind the point: 8 bits of a pixel and 2 to spare lie before it. */
  static final int FRACTION_BITS = 22;

  /** A half, with which sums begin that are rounded. */
  static final int HALF = 1 << (FRACTION_BITS - 1);

  private final int[] first;
  private final int[] count;
  private final int[] weights;
  private final int most;

  /**
   * Computes them.
   *
   * @param in pixels of the side before
   * @param out what is wanted of the side afterwards
   */
  Taps(int in, Span out) {
    double scale = (double) in / out.size();
    double support = Math.max(scale, 1);
    most = (int) Math.ceil(support) * 2 + 1;
    first = new int[out.count()];
    count = new int[out.count()];
    weights = new int[out.count() * most];
    for (int i = 0; i < out.count(); i++) {
      double centre = (out.from() + i + 0.5) * scale;
      first[i] = Math.max(0, (int) (centre - support + 0.5));
      count[i] = Math.min(in, (int) (centre + support + 0.5)) - first[i];
      weigh(i, centre, support);
    }
  }

  private void weigh(int i, double centre, double support) {
    double[] triangle = new double[count[i]];
    double sum = 0;
    for (int k = 0; k < triangle.length; k++) {
      double distance = Math.abs((first[i] + k - centre + 0.5) / support);
      triangle[k] = Math.max(0, 1 - distance);
      sum += triangle[k];
    }
    for (int k = 0; k < triangle.length; k++) {
      weights[i * most + k] = (int) (0.5 + triangle[k] / sum * (1 << FRACTION_BITS));
    }
  }

  /** The first pixel that the i-th is made of. */
  int first(int i) {
    return first[i];
  }

  /** The pixel behind the last one that the i-th is made of. */
  int end(int i) {
    return first[i] + count[i];
  }

  /** All weights; those of the i-th pixel begin at {@link #start}. */
  int[] weights() {
    return weights;
  }

  /** Where the weights of the i-th pixel begin. */
  int start(int i) {
    return i * most;
  }
}
