package org.dl4jzoo.zoo.layer.kernel;

/**
 * The bins of an adaptive pooling, as PyTorch's AdaptiveAvgPool2d: bin i of n spans the rows from
 * floor(i h / n) to ceil((i + 1) h / n).
 *
 * @param height of the map
 * @param width of the map
 * @param rows of bins
 * @param columns of bins
 */
public record Bins(int height, int width, int rows, int columns) {

  /** The share of each pixel of the map in each bin, [bins, pixels]. */
  public double[] means() {
    int pixels = height * width;
    double[] means = new double[rows * columns * pixels];
    for (int bin = 0; bin < rows * columns; bin++) {
      int row = bin / columns;
      int column = bin % columns;
      int top = start(row, height, rows);
      int bottom = end(row, height, rows);
      int left = start(column, width, columns);
      int right = end(column, width, columns);
      for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
          means[bin * pixels + y * width + x] = 1.0 / ((bottom - top) * (double) (right - left));
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
