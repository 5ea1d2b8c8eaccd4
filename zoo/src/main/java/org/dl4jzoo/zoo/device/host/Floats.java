package org.dl4jzoo.zoo.device.host;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import org.dl4jzoo.zoo.device.MapType;

/** Values in memory, read into and written from arrays; they are rounded as they are written. */
final class Floats {

  private final Store store;

  /** Values from a place on. */
  private interface Store {
    int count();

    void get(int start, float[] into);

    void put(int start, float[] values);
  }

  private Floats(Store store) {
    this.store = store;
  }

  /** All values of a type in a buffer. */
  static Floats of(ByteBuffer bytes, MapType type) {
    return new Floats(
        type.isNarrow()
            ? new Narrow(bytes.asShortBuffer(), type)
            : new Single(bytes.asFloatBuffer()));
  }

  private record Single(FloatBuffer values) implements Store {
    @Override
    public int count() {
      return values.limit();
    }

    @Override
    public void get(int start, float[] into) {
      values.get(start, into);
    }

    @Override
    public void put(int start, float[] from) {
      values.put(start, from);
    }
  }

  private record Narrow(ShortBuffer values, MapType type) implements Store {
    @Override
    public int count() {
      return values.limit();
    }

    @Override
    public void get(int start, float[] into) {
      for (int i = 0; i < into.length; i++) {
        into[i] = type.value(values.get(start + i));
      }
    }

    @Override
    public void put(int start, float[] from) {
      for (int i = 0; i < from.length; i++) {
        values.put(start + i, type.bits(from[i]));
      }
    }
  }

  /** All of them. */
  float[] all() {
    float[] all = new float[store.count()];
    store.get(0, all);
    return all;
  }

  /** All of them, in double precision. */
  double[] exact() {
    return read(0, store.count());
  }

  /** Some of them, in double precision. */
  double[] read(long start, int count) {
    float[] raw = new float[count];
    store.get((int) start, raw);
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
    store.put((int) start, rounded);
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
