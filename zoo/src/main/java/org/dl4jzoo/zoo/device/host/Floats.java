package org.dl4jzoo.zoo.device.host;

import java.nio.FloatBuffer;

/** Float32 values in memory, read into and written from arrays. */
final class Floats {

  private final FloatBuffer values;

  Floats(FloatBuffer values) {
    this.values = values;
  }

  /** All of them. */
  float[] all() {
    float[] all = new float[values.limit()];
    values.get(0, all);
    return all;
  }

  /** All of them, in double precision. */
  double[] exact() {
    return read(0, values.limit());
  }

  /** Some of them, in double precision. */
  double[] read(long start, int count) {
    float[] raw = new float[count];
    values.get((int) start, raw);
    double[] read = new double[count];
    for (int i = 0; i < count; i++) {
      read[i] = raw[i];
    }
    return read;
  }

  /** Rounds values and writes them. */
  void write(long start, double[] written) {
    float[] rounded = new float[written.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) written[i];
    }
    values.put((int) start, rounded);
  }

  /** Writes values, or adds them to what is there. */
  void write(long start, double[] written, boolean add) {
    if (!add) {
      write(start, written);
      return;
    }
    double[] sums = read(start, written.length);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += written[i];
    }
    write(start, sums);
  }
}
