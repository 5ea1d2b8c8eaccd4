package org.dl4jzoo.zoo.device.trial;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.javacpp.BytePointer;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.device.SquareSums;

/** Two devices that are given the same arrays and calls, and the differences of their results. */
final class Twins {

  private final Device candidate;
  private final Device reference;
  private final MapType maps;
  private final Random random = new Random(1);
  private final List<Twin> live = new ArrayList<>();
  private final Map<String, Worst> worst = new LinkedHashMap<>();

  /** The same array on both devices. */
  record Twin(long candidate, long reference, long values, MapType type) {

    /** Where there may be an array, but is none. */
    static final Twin NONE = new Twin(0, 0, 0, MapType.FLOAT32);
  }

  /** One of the devices, and where it has the arrays. */
  record Side(Device device, boolean isCandidate) {

    long at(Twin twin) {
      return isCandidate ? twin.candidate() : twin.reference();
    }

    /** The sum of the squares of float32 values, for which it waits. */
    double squares(long values, long x) {
      SquareSums sums = new SquareSums(device);
      double squares = sums.of(x, new TreeSet<>(Set.of(values))).get(values);
      sums.release();
      return squares;
    }
  }

  /** A call to make on each device. */
  interface Call {
    void on(Side side);
  }

  private record Worst(double difference, double bound, int cases, String where) {}

  /** Devices that store maps alike. */
  Twins(Device candidate, Device reference) {
    this.candidate = candidate;
    this.reference = reference;
    this.maps = candidate.maps();
  }

  /** How the devices store maps. */
  MapType maps() {
    return maps;
  }

  /** A map of random values. */
  Twin map(long values) {
    return map(values, 0, 1);
  }

  /** A map of values from the normal distribution. */
  Twin map(long values, double mean, double deviation) {
    return normal(values, mean, deviation, maps);
  }

  /** A float32 array of random values. */
  Twin array(long values) {
    return array(values, 0, 1);
  }

  /** A float32 array of values from the normal distribution. */
  Twin array(long values, double mean, double deviation) {
    return normal(values, mean, deviation, MapType.FLOAT32);
  }

  /** A map of these values, rounded to its type. */
  Twin map(float[] content) {
    return upload(content, maps);
  }

  /** A float32 array of these values. */
  Twin array(float[] content) {
    return upload(content, MapType.FLOAT32);
  }

  private Twin normal(long values, double mean, double deviation, MapType type) {
    float[] content = new float[Math.toIntExact(values)];
    for (int i = 0; i < content.length; i++) {
      content[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return upload(content, type);
  }

  private Twin upload(float[] content, MapType type) {
    long bytes = (long) content.length * type.bytes();
    long mine = candidate.memory().allocate(bytes);
    Twin twin = new Twin(mine, reference.memory().allocate(bytes), content.length, type);
    try (BytePointer host = new BytePointer(bytes)) {
      ByteBuffer buffer = host.asByteBuffer().order(ByteOrder.nativeOrder());
      for (float value : content) {
        if (type.isNarrow()) {
          buffer.putShort(type.bits(value));
        } else {
          buffer.putFloat(value);
        }
      }
      candidate.memory().upload(host.address(), twin.candidate(), bytes);
      reference.memory().upload(host.address(), twin.reference(), bytes);
    }
    live.add(twin);
    return twin;
  }

  /** A float32 array of random values above 0, such as variances. */
  Twin positive(long values) {
    float[] content = new float[Math.toIntExact(values)];
    for (int i = 0; i < content.length; i++) {
      content[i] = 0.1f + random.nextFloat();
    }
    return upload(content, MapType.FLOAT32);
  }

  /** Makes a call on both devices. */
  void call(Call call) {
    call.on(new Side(candidate, true));
    call.on(new Side(reference, false));
  }

  /**
   * Makes a call on both devices and compares what it left in an array.
   *
   * @param bound of float32; values of narrow maps may be rounded to neighbours
   */
  void compare(String kind, String where, double bound, Twin result, Call call) {
    call(call);
    note(kind, where, Math.max(bound, step(result.type())), difference(result));
  }

  /** The distance of neighbours, by the larger value; 0 for float32. */
  static double step(MapType type) {
    return switch (type) {
      case FLOAT32 -> 0;
      case BFLOAT16 -> 0x1p-7;
      case FLOAT16 -> 0x1p-10;
    };
  }

  /** Notes a difference of a kind, of which the largest is shown. */
  void note(String kind, String where, double bound, double difference) {
    Worst before = worst.getOrDefault(kind, new Worst(-1, bound, 0, ""));
    boolean larger = !Double.isNaN(before.difference()) && !(difference <= before.difference());
    worst.put(
        kind,
        new Worst(
            larger ? difference : before.difference(),
            bound,
            before.cases() + 1,
            larger ? where : before.where()));
  }

  /** The largest difference of two arrays by the largest value; NaN if one has a NaN. */
  double difference(Twin twin) {
    return difference(
        download(candidate, twin.candidate(), twin), download(reference, twin.reference(), twin));
  }

  /** The same of an array's values on both devices and the right ones; the larger of the two. */
  double difference(Twin twin, float[] truth) {
    return Math.max(
        difference(download(candidate, twin.candidate(), twin), truth),
        difference(download(reference, twin.reference(), twin), truth));
  }

  /** An array's values on the candidate. */
  float[] values(Twin twin) {
    return download(candidate, twin.candidate(), twin);
  }

  private static double difference(float[] values, float[] truth) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < values.length; i++) {
      largest = Math.max(largest, Math.abs(truth[i]));
      difference = Math.max(difference, Math.abs((double) values[i] - truth[i]));
    }
    return largest == 0 ? difference : difference / largest;
  }

  private static float[] download(Device device, long address, Twin twin) {
    float[] content = new float[Math.toIntExact(twin.values())];
    long bytes = twin.values() * twin.type().bytes();
    try (BytePointer host = new BytePointer(bytes)) {
      device.memory().download(address, host.address(), bytes);
      ByteBuffer buffer = host.asByteBuffer().order(ByteOrder.nativeOrder());
      for (int i = 0; i < content.length; i++) {
        boolean narrow = twin.type().isNarrow();
        content[i] = narrow ? twin.type().value(buffer.getShort()) : buffer.getFloat();
      }
    }
    return content;
  }

  /** Frees all arrays. */
  void free() {
    for (Twin twin : live) {
      candidate.memory().free(twin.candidate());
      reference.memory().free(twin.reference());
    }
    live.clear();
  }

  /** Prints a line for each kind; false if one differs by more than its bound. */
  boolean report(PrintStream out) {
    boolean good = true;
    for (Map.Entry<String, Worst> kind : worst.entrySet()) {
      Worst found = kind.getValue();
      boolean within = found.difference() <= found.bound();
      good &= within;
      out.printf(
          Locale.ROOT,
          "%-28s %3d cases, largest difference %8.2g of %.0e %s%n",
          kind.getKey(),
          found.cases(),
          found.difference(),
          found.bound(),
          within ? "ok" : "WRONG at " + found.where());
    }
    out.flush();
    return good;
  }
}
