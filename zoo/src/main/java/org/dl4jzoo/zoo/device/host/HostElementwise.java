package org.dl4jzoo.zoo.device.host;

import java.util.Arrays;
import org.dl4jzoo.zoo.device.Elementwise;
import org.dl4jzoo.zoo.layer.kernel.Activation;

/** Sums, activations, copies, dropout, softmax. */
final class HostElementwise implements Elementwise {

  /** Smaller gradients are set to 0: they become subnormal, and slow, in earlier layers. */
  private static final double SMALLEST_GRADIENT = 1e-15;

  /** What seeds are multiplied by before a layer's number is added. */
  private static final long LAYERS = 31;

  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final HostMemory memory;

  HostElementwise(HostMemory memory) {
    this.memory = memory;
  }

  @Override
  public void activate(
      long rows, int channels, long x, long bias, long term, Activation activation, long y) {
    long values = rows * channels;
    Epilogue epilogue = Epilogue.of(memory, values, channels, bias, term, activation);
    Floats input = memory.maps(x, values);
    Floats output = memory.maps(y, values);
    Work.rows(
        rows,
        channels,
        (row, count) -> {
          double[] sums = input.read(row * channels, count * channels);
          epilogue.apply(row * channels, sums);
          output.write(row * channels, sums);
        });
  }

  @Override
  public void activateBack(
      long values, Activation activation, long y, long dy, long dx, boolean add) {
    Floats output = memory.maps(y, values);
    Floats gradients = memory.maps(dy, values);
    Floats result = memory.maps(dx, values);
    Work.pieces(
        values,
        (start, count) -> {
          double[] activated = output.read(start, count);
          double[] piece = gradients.read(start, count);
          for (int i = 0; i < count; i++) {
            piece[i] = Epilogue.gradient(activation, activated[i], piece[i]);
          }
          result.write(start, piece, add);
        });
  }

  @Override
  public void sumRows(long rows, int channels, long x, long sums) {
    float[] input = memory.maps(x, rows * channels).all();
    double[] columns = new double[channels];
    for (int i = 0; i < input.length; i++) {
      columns[i % channels] += input[i];
    }
    memory.floats(sums, channels).write(0, columns);
  }

  @Override
  public void copy(
      long rows, int columns, long from, int fromWidth, long to, int toWidth, boolean add) {
    Floats source = memory.maps(from, (rows - 1) * fromWidth + columns);
    Floats target = memory.maps(to, (rows - 1) * toWidth + columns);
    boolean gapless = columns == fromWidth && columns == toWidth;
    Work.rows(
        rows,
        columns,
        (first, count) -> {
          if (gapless) {
            target.write(first * columns, source.read(first * columns, count * columns), add);
            return;
          }
          for (long row = first; row < first + count; row++) {
            target.write(row * toWidth, source.read(row * fromWidth, columns), add);
          }
        });
  }

  @Override
  public void drop(
      long values,
      double probability,
      long seed,
      long layer,
      long first,
      long x,
      long y,
      boolean add) {
    long mixed = memory.bytes(seed, Long.BYTES).getLong(0) * LAYERS + layer;
    Floats input = memory.maps(x, values);
    Floats output = memory.maps(y, values);
    float limit = (float) probability;
    Work.pieces(
        values,
        (start, count) -> {
          double[] piece = input.read(start, count);
          for (int i = 0; i < count; i++) {
            boolean dropped = uniform(mixed, first + start + i) < limit;
            piece[i] = dropped ? 0 : piece[i] / (1 - probability);
          }
          output.write(start, piece, add);
        });
  }

  /**
   * A number in [0, 1) that depends on seed and place: SplitMix64's mixing (Steele et al. 2014).
   */
  private static float uniform(long seed, long index) {
    long z = seed * GOLDEN_RATIO + index;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >>> 40) * 0x1p-24f;
  }

  @Override
  public void softmax(int rows, int classes, long x, long y) {
    Floats input = memory.maps(x, (long) rows * classes);
    Floats output = memory.floats(y, (long) rows * classes);
    Work.each(
        rows,
        row -> {
          long start = (long) row * classes;
          output.write(start, softmax(input.read(start, classes)));
        });
  }

  private static double[] softmax(double[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    double[] shares = new double[logits.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.exp(logits[i] - largest);
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  @Override
  public void crossEntropyBack(
      int rows, int classes, long logits, long targets, double weight, long dlogits) {
    Floats input = memory.maps(logits, (long) rows * classes);
    Floats truth = memory.floats(targets, (long) rows * classes);
    Floats result = memory.maps(dlogits, (long) rows * classes);
    Work.each(
        rows,
        row -> {
          long start = (long) row * classes;
          double[] gradient = softmax(input.read(start, classes));
          double[] target = truth.read(start, classes);
          double all = Arrays.stream(target).sum();
          for (int i = 0; i < classes; i++) {
            double value = weight * (gradient[i] * all - target[i]);
            gradient[i] = Math.abs(value) < SMALLEST_GRADIENT ? 0 : value;
          }
          result.write(start, gradient);
        });
  }

  @Override
  public void narrow(long values, long floats, long map) {
    copy(values, memory.floats(floats, values), memory.maps(map, values));
  }

  @Override
  public void widen(long values, long map, long floats) {
    copy(values, memory.maps(map, values), memory.floats(floats, values));
  }

  private static void copy(long values, Floats from, Floats to) {
    Work.pieces(values, (start, count) -> to.write(start, from.read(start, count)));
  }
}
