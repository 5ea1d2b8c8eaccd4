package org.dl4jzoo.zoo.device;

import org.dl4jzoo.zoo.layer.kernel.Activation;

/** Elementwise operations with a record of the calls. */
record RecordingElementwise(Elementwise elementwise, DeviceRecord kept) implements Elementwise {

  @Override
  public void activate(
      long rows, int channels, long x, long bias, long term, Activation activation, long y) {
    kept.call("activate", rows, channels, x, bias, term, activation, y);
    kept.readsMap(x, rows * channels);
    if (bias != 0) {
      kept.readsFloats(bias, channels);
    }
    if (term != 0) {
      kept.readsMap(term, rows * channels);
    }
    kept.writesMap(y, rows * channels);
    elementwise.activate(rows, channels, x, bias, term, activation, y);
  }

  @Override
  public void activateBack(
      long values, Activation activation, long y, long dy, long dx, boolean add) {
    kept.call("activateBack", values, activation, y, dy, dx, add);
    kept.readsMap(y, values);
    kept.readsMap(dy, values);
    kept.addsMap(dx, values, add);
    elementwise.activateBack(values, activation, y, dy, dx, add);
  }

  @Override
  public void sumRows(long rows, int channels, long x, long sums) {
    kept.call("sumRows", rows, channels, x, sums);
    kept.readsMap(x, rows * channels);
    kept.writesFloats(sums, channels);
    elementwise.sumRows(rows, channels, x, sums);
  }

  @Override
  public void copy(
      long rows, int columns, long from, int fromWidth, long to, int toWidth, boolean add) {
    kept.call("copy", rows, columns, from, fromWidth, to, toWidth, add);
    if (columns == fromWidth && columns == toWidth) {
      kept.readsMap(from, rows * columns);
      kept.addsMap(to, rows * columns, add);
    } else {
      for (long row = 0; row < rows; row++) {
        kept.readsMap(from + kept.bytesOfMaps() * row * fromWidth, columns);
        kept.addsMap(to + kept.bytesOfMaps() * row * toWidth, columns, add);
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
    kept.readsMap(x, values);
    kept.addsMap(y, values, add);
    elementwise.drop(values, probability, seed, layer, first, x, y, add);
  }

  @Override
  public void softmax(int rows, int classes, long x, long y) {
    kept.call("softmax", rows, classes, x, y);
    kept.readsMap(x, (long) rows * classes);
    kept.writesFloats(y, (long) rows * classes);
    elementwise.softmax(rows, classes, x, y);
  }

  @Override
  public void crossEntropyBack(
      int rows, int classes, long logits, long targets, double weight, long dlogits) {
    kept.call("crossEntropyBack", rows, classes, logits, targets, weight, dlogits);
    kept.readsMap(logits, (long) rows * classes);
    kept.readsFloats(targets, (long) rows * classes);
    kept.writesMap(dlogits, (long) rows * classes);
    elementwise.crossEntropyBack(rows, classes, logits, targets, weight, dlogits);
  }

  @Override
  public void narrow(long values, long floats, long map) {
    kept.call("narrow", values, floats, map);
    kept.readsFloats(floats, values);
    kept.writesMap(map, values);
    elementwise.narrow(values, floats, map);
  }

  @Override
  public void widen(long values, long map, long floats) {
    kept.call("widen", values, map, floats);
    kept.readsMap(map, values);
    kept.writesFloats(floats, values);
    elementwise.widen(values, map, floats);
  }
}
