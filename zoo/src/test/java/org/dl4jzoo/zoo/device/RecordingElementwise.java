package org.dl4jzoo.zoo.device;

import org.dl4jzoo.zoo.layer.kernel.Activation;

/** Elementwise operations with a record of the calls. */
record RecordingElementwise(Elementwise elementwise, DeviceRecord kept) implements Elementwise {

  @Override
  public void activate(
      long rows, int channels, long x, long bias, long term, Activation activation, long y) {
    kept.call("activate", rows, channels, x, bias, term, activation, y);
    kept.readsFloats(x, rows * channels);
    if (bias != 0) {
      kept.readsFloats(bias, channels);
    }
    if (term != 0) {
      kept.readsFloats(term, rows * channels);
    }
    kept.writesFloats(y, rows * channels);
    elementwise.activate(rows, channels, x, bias, term, activation, y);
  }

  @Override
  public void activateBack(
      long values, Activation activation, long y, long dy, long dx, boolean add) {
    kept.call("activateBack", values, activation, y, dy, dx, add);
    kept.readsFloats(y, values);
    kept.readsFloats(dy, values);
    kept.addsFloats(dx, values, add);
    elementwise.activateBack(values, activation, y, dy, dx, add);
  }

  @Override
  public void sumRows(long rows, int channels, long x, long sums) {
    kept.call("sumRows", rows, channels, x, sums);
    kept.readsFloats(x, rows * channels);
    kept.writesFloats(sums, channels);
    elementwise.sumRows(rows, channels, x, sums);
  }

  @Override
  public void copy(
      long rows, int columns, long from, int fromWidth, long to, int toWidth, boolean add) {
    kept.call("copy", rows, columns, from, fromWidth, to, toWidth, add);
    if (columns == fromWidth && columns == toWidth) {
      kept.readsFloats(from, rows * columns);
      kept.addsFloats(to, rows * columns, add);
    } else {
      for (long row = 0; row < rows; row++) {
        kept.readsFloats(from + Float.BYTES * row * fromWidth, columns);
        kept.addsFloats(to + Float.BYTES * row * toWidth, columns, add);
      }
    }
    elementwise.copy(rows, columns, from, fromWidth, to, toWidth, add);
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
    kept.call("drop", values, probability, seed, layer, first, x, y, add);
    kept.reads(seed, Long.BYTES);
    kept.readsFloats(x, values);
    kept.addsFloats(y, values, add);
    elementwise.drop(values, probability, seed, layer, first, x, y, add);
  }

  @Override
  public void softmax(int rows, int classes, long x, long y) {
    kept.call("softmax", rows, classes, x, y);
    kept.readsFloats(x, (long) rows * classes);
    kept.writesFloats(y, (long) rows * classes);
    elementwise.softmax(rows, classes, x, y);
  }

  @Override
  public void crossEntropyBack(
      int rows, int classes, long logits, long targets, double weight, long dlogits) {
    kept.call("crossEntropyBack", rows, classes, logits, targets, weight, dlogits);
    kept.readsFloats(logits, (long) rows * classes);
    kept.readsFloats(targets, (long) rows * classes);
    kept.writesFloats(dlogits, (long) rows * classes);
    elementwise.crossEntropyBack(rows, classes, logits, targets, weight, dlogits);
  }

  @Override
  public void scale(long values, double factor, long x) {
    kept.call("scale", values, factor, x);
    kept.updatesFloats(x, values);
    elementwise.scale(values, factor, x);
  }
}
