package org.dl4jzoo.zoo.device.host;

/** Products of matrices. */
final class HostMatrices {

  /** Columns of the weights that a task reads, of each row. */
  private static final int BAND = 2048;

  private final HostMemory memory;

  HostMatrices(HostMemory memory) {
    this.memory = memory;
  }

  /** sums [rows, columns] += a [rows, inner] b [inner, columns]; b's rows are read in order. */
  static void addProduct(int rows, int inner, int columns, double[] a, double[] b, double[] sums) {
    for (int i = 0; i < inner; i++) {
      for (int row = 0; row < rows; row++) {
        addTimes(a[row * inner + i], b, i * columns, sums, row * columns, columns);
      }
    }
  }

  /** Adds some values times a factor. */
  private static void addTimes(
      double factor, double[] values, int from, double[] sums, int to, int count) {
    for (int i = 0; i < count; i++) {
      sums[to + i] += factor * values[from + i];
    }
  }

  /** Rows to columns. */
  static double[] transposed(double[] matrix, int rows, int columns) {
    double[] turned = new double[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = matrix[row * columns + column];
      }
    }
    return turned;
  }

  /** y = x w^T. */
  void multiply(int rows, int in, int out, long x, long w, long y) {
    double[] inputs = memory.maps(x, (long) rows * in).exact();
    Floats weights = memory.maps(w, (long) out * in);
    double[] outputs = new double[rows * out];
    Work.each(
        out,
        column -> {
          double[] kernel = weights.read((long) column * in, in);
          for (int row = 0; row < rows; row++) {
            outputs[row * out + column] = dot(inputs, row * in, kernel);
          }
        });
    memory.maps(y, (long) rows * out).write(0, outputs);
  }

  /** Four sums side by side, as one would wait for itself. */
  private static double dot(double[] values, int start, double[] kernel) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < kernel.length; i += 4) {
      a += values[start + i] * kernel[i];
      b += values[start + i + 1] * kernel[i + 1];
      c += values[start + i + 2] * kernel[i + 2];
      d += values[start + i + 3] * kernel[i + 3];
    }
    for (; i < kernel.length; i++) {
      a += values[start + i] * kernel[i];
    }
    return a + b + c + d;
  }

  /** dx = dy w. */
  void backData(int rows, int in, int out, long w, long dy, long dx, boolean add) {
    double[] gradients = memory.maps(dy, (long) rows * out).exact();
    Floats weights = memory.maps(w, (long) out * in);
    Floats result = memory.maps(dx, (long) rows * in);
    Work.each(
        (in + BAND - 1) / BAND,
        band -> {
          int start = band * BAND;
          int count = Math.min(BAND, in - start);
          double[][] sums = new double[rows][count];
          for (int i = 0; i < out; i++) {
            double[] kernel = weights.read((long) i * in + start, count);
            for (int row = 0; row < rows; row++) {
              addTimes(gradients[row * out + i], kernel, 0, sums[row], 0, count);
            }
          }
          for (int row = 0; row < rows; row++) {
            result.write((long) row * in + start, sums[row], add);
          }
        });
  }

  /** dw = dy^T x. */
  void backWeights(int rows, int in, int out, long x, long dy, long dw) {
    double[] inputs = memory.maps(x, (long) rows * in).exact();
    double[] gradients = memory.maps(dy, (long) rows * out).exact();
    Floats result = memory.floats(dw, (long) out * in);
    Work.each(
        out,
        column -> {
          double[] sums = new double[in];
          for (int row = 0; row < rows; row++) {
            addTimes(gradients[row * out + column], inputs, row * in, sums, 0, in);
          }
          result.write((long) column * in, sums);
        });
  }
}
