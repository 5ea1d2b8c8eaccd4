package org.dl4jzoo.zoo.compiled;

/**
 * The bins of an adaptive pooling, as PyTorch's AdaptiveAvgPool2d: bin i of n spans the rows from
 * floor(i h / n) to ceil((i + 1) h / n).
 */
final class Bins {

  private Bins() {}

  /** The share of each pixel of a map in each bin, [bins, pixels]. */
  static float[] means(Value map, Value bins) {
    int pixels = Math.toIntExact(map.area());
    float[] means = new float[Math.toIntExact(bins.area()) * pixels];
    for (int bin = 0; bin < bins.area(); bin++) {
      int row = bin / bins.width();
      int column = bin % bins.width();
      int top = start(row, map.height(), bins.height());
      int bottom = end(row, map.height(), bins.height());
      int left = start(column, map.width(), bins.width());
      int right = end(column, map.width(), bins.width());
      for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
          means[bin * pixels + y * map.width() + x] =
              (float) (1.0 / ((bottom - top) * (double) (right - left)));
        }
      }
    }
    return means;
  }

  private static int start(int bin, int length, int bins) {
    return bin * length / bins;
  }

  private static int end(int bin, int length, int bins) {
    return ((bin + 1) * length + bins - 1) / bins;
  }
}
