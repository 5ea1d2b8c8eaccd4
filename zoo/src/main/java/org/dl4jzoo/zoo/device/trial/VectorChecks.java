package org.dl4jzoo.zoo.device.trial;

import org.dl4jzoo.zoo.device.Updates;
import org.dl4jzoo.zoo.device.trial.Twins.Twin;
import org.dl4jzoo.zoo.layer.kernel.Activation;

/** Elementwise operations and updates on two devices, on addresses of any multiple of 4 bytes. */
final class VectorChecks {

  private static final double BOUND = 1e-5;

  /** Rows and channels of the matrices. */
  private static final int[][] SIZES = {{1, 1}, {50, 3}, {64, 24}, {1000, 128}, {7, 1000}};

  private final Twins twins;

  VectorChecks(Twins twins) {
    this.twins = twins;
  }

  /** Compares all. */
  void run() {
    for (int[] size : SIZES) {
      for (boolean flag : new boolean[] {false, true}) {
        for (Activation activation : Activation.values()) {
          activate(size[0], size[1], activation, flag);
        }
        copy(size[0], size[1], flag);
        drop((long) size[0] * size[1], flag);
      }
      sums(size[0], size[1]);
      softmax(size[0], size[1]);
      twins.free();
      for (long offset : new long[] {0, 4}) {
        updates((long) size[0] * size[1], offset);
        twins.free();
      }
    }
  }

  private void activate(int rows, int channels, Activation activation, boolean flag) {
    long values = (long) rows * channels;
    String words = "%d x %d %s %s".formatted(rows, channels, activation, flag);
    Twin x = twins.map(values, 1, 4);
    Twin bias = twins.array(channels);
    Twin term = twins.map(values);
    Twin y = twins.map(values);
    twins.compare(
        "activation forward",
        words,
        BOUND,
        y,
        s ->
            s.device()
                .elementwise()
                .activate(
                    rows,
                    channels,
                    s.at(x),
                    flag ? s.at(bias) : 0,
                    flag ? 0 : s.at(term),
                    activation,
                    s.at(y)));
    Twin dx = twins.map(values);
    twins.compare(
        "activation back",
        words,
        BOUND,
        dx,
        s ->
            s.device()
                .elementwise()
                .activateBack(values, activation, s.at(x), s.at(term), s.at(dx), flag));
  }

  private void copy(int rows, int channels, boolean add) {
    int wide = channels + 8;
    int bytes = twins.maps().bytes();
    Twin from = twins.map((long) rows * channels);
    Twin to = twins.map((long) rows * wide);
    String words = "%d x %d add %s".formatted(rows, channels, add);
    for (int first : new int[] {1, 8}) {
      twins.compare(
          "copy",
          words,
          BOUND,
          to,
          s ->
              s.device()
                  .elementwise()
                  .copy(
                      rows,
                      channels,
                      s.at(from),
                      channels,
                      s.at(to) + (long) first * bytes,
                      wide,
                      add));
    }
    twins.compare(
        "copy",
        words,
        BOUND,
        from,
        s ->
            s.device()
                .elementwise()
                .copy(rows, channels, s.at(to) + 8L * bytes, wide, s.at(from), channels, add));
  }

  private void drop(long values, boolean add) {
    Twin x = twins.map(values);
    Twin y = twins.map(values);
    Twin seed = twins.array(2);
    twins.compare(
        "dropout",
        values + " values",
        BOUND,
        y,
        s ->
            s.device()
                .elementwise()
                .drop(values, 0.3, s.at(seed), -77, 1000, s.at(x), s.at(y), add));
  }

  private void sums(int rows, int channels) {
    Twin x = twins.map((long) rows * channels);
    Twin sums = twins.array(channels);
    String words = "%d x %d".formatted(rows, channels);
    twins.compare(
        "sum of rows",
        words,
        BOUND,
        sums,
        s -> s.device().elementwise().sumRows(rows, channels, s.at(x), s.at(sums)));
    Twin scaled = twins.array(x.values());
    twins.compare(
        "scale",
        words,
        BOUND,
        scaled,
        s -> s.device().updates().scale(scaled.values(), 0.37, s.at(scaled)));
    if (twins.maps().isNarrow()) {
      types(x.values(), words);
    }
  }

  private void types(long values, String words) {
    Twin map = twins.map(values);
    Twin floats = twins.array(values);
    twins.compare(
        "narrow",
        words,
        BOUND,
        map,
        s -> s.device().elementwise().narrow(values, s.at(floats), s.at(map)));
    twins.compare(
        "widen",
        words,
        0,
        floats,
        s -> s.device().elementwise().widen(values, s.at(map), s.at(floats)));
  }

  private void softmax(int rows, int classes) {
    Twin x = twins.map((long) rows * classes, 0, 5);
    Twin y = twins.array(x.values());
    Twin gradient = twins.map(x.values());
    Twin targets = twins.positive(x.values());
    String words = "%d x %d".formatted(rows, classes);
    twins.compare(
        "softmax",
        words,
        BOUND,
        y,
        s -> s.device().elementwise().softmax(rows, classes, s.at(x), s.at(y)));
    twins.compare(
        "cross-entropy back",
        words,
        BOUND,
        gradient,
        s ->
            s.device()
                .elementwise()
                .crossEntropyBack(rows, classes, s.at(x), s.at(targets), 0.125, s.at(gradient)));
  }

  private void updates(long values, long offset) {
    Updates.Step step = new Updates.Step(0.5, 1e-2, 1e-3, 1e-2);
    Updates.Adam adam = new Updates.Adam(0.9, 0.999, 1e-8);
    long inner = Math.max(1, values - 1);
    String words = "%d values, offset %d".formatted(inner, offset);
    Twin p = twins.array(values + 1);
    Twin g = twins.array(values + 1);
    Twin m = twins.array(values + 1);
    Twin v = twins.positive(values + 1);
    optimizers(step, adam, inner, offset, words, p, g, m, v);
    twins.compare(
        "plain step",
        words,
        BOUND,
        p,
        s -> s.device().updates().subtract(inner, 0.1, s.at(p) + offset, s.at(g) + offset));
    twins.compare(
        "average of weights",
        words,
        BOUND,
        m,
        s -> s.device().updates().follow(inner, 0.99, s.at(p) + offset, s.at(m) + offset));
    for (boolean add : new boolean[] {false, true}) {
      twins.compare(
          "running statistics",
          words,
          BOUND,
          m,
          s ->
              s.device()
                  .updates()
                  .statisticsStep((int) inner, 0.1, s.at(p), s.at(g), s.at(m), add));
    }
    double[] squares = new double[2];
    twins.call(s -> squares[s.isCandidate() ? 0 : 1] = s.squares(inner, s.at(g) + offset));
    twins.note("sum of squares", words, BOUND, Math.abs(squares[0] / squares[1] - 1));
  }

  private void optimizers(
      Updates.Step step,
      Updates.Adam adam,
      long inner,
      long offset,
      String words,
      Twin p,
      Twin g,
      Twin m,
      Twin v) {
    twins.compare(
        "Adam",
        words,
        BOUND,
        p,
        s ->
            s.device()
                .updates()
                .adam(
                    inner,
                    step,
                    adam,
                    3,
                    s.at(p) + offset,
                    s.at(g) + offset,
                    s.at(m) + offset,
                    s.at(v) + offset));
    twins.note("Adam's mean", words, BOUND, twins.difference(m));
    twins.note("Adam's square", words, BOUND, twins.difference(v));
    twins.compare(
        "Nesterov",
        words,
        BOUND,
        p,
        s ->
            s.device()
                .updates()
                .nesterov(inner, step, 0.9, s.at(p) + offset, s.at(g) + offset, s.at(m) + offset));
    twins.note("Nesterov's velocity", words, BOUND, twins.difference(m));
    twins.compare(
        "RMSProp",
        words,
        BOUND,
        p,
        s ->
            s.device()
                .updates()
                .rmsProp(
                    inner, step, 0.95, 1e-8, s.at(p) + offset, s.at(g) + offset, s.at(v) + offset));
  }
}
