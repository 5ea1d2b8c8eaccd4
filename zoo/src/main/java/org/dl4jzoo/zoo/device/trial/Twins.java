package org.dl4jzoo.zoo.device.trial;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.device.Device;

/** Two devices that are given the same arrays and calls, and the differences of their results. */
final class Twins {

  private final Device candidate;
  private final Device reference;
  private final Random random = new Random(1);
  private final List<Twin> live = new ArrayList<>();
  private final Map<String, Worst> worst = new LinkedHashMap<>();

  /** The same array on both devices. */
  record Twin(long candidate, long reference, long values) {}

  /** One of the devices, and where it has the arrays. */
  record Side(Device device, boolean isCandidate) {

    long at(Twin twin) {
      return isCandidate ? twin.candidate() : twin.reference();
    }
  }

  /** A call to make on each device. */
  interface Call {
    void on(Side side);
  }

  private record Worst(double difference, double bound, int cases, String where) {}

  Twins(Device candidate, Device reference) {
    this.candidate = candidate;
    this.reference = reference;
  }

  /** An array of random values. */
  Twin array(long values) {
    return array(values, 0, 1);
  }

  /** An array of values from the normal distribution. */
  Twin array(long values, double mean, double deviation) {
    float[] content = new float[Math.toIntExact(values)];
    for (int i = 0; i < content.length; i++) {
      content[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return upload(content);
  }

  private Twin upload(float[] content) {
    long bytes = (long) content.length * Float.BYTES;
    long mine = candidate.memory().allocate(bytes);
    Twin twin = new Twin(mine, reference.memory().allocate(bytes), content.length);
    try (FloatPointer host = new FloatPointer(content)) {
      candidate.memory().upload(host.address(), twin.candidate(), bytes);
      reference.memory().upload(host.address(), twin.reference(), bytes);
    }
    live.add(twin);
    return twin;
  }

  /** An array of random values above 0, such as variances. */
  Twin positive(long values) {
    float[] content = new float[Math.toIntExact(values)];
    for (int i = 0; i < content.length; i++) {
      content[i] = 0.1f + random.nextFloat();
    }
    return upload(content);
  }

  /** Makes a call on both devices. */
  void call(Call call) {
    call.on(new Side(candidate, true));
    call.on(new Side(reference, false));
  }

  /** Makes a call on both devices and compares what it left in an array. */
  void compare(String kind, String where, double bound, Twin result, Call call) {
    call(call);
    note(kind, where, bound, difference(result));
  }

  /** Notes a difference of a kind, of which the largest is shown. */
  void note(String kind, String where, double bound, double difference) {
    Worst before = worst.getOrDefault(kind, new Worst(-1, bound, 0, ""));
    boolean larger = !(difference <= before.difference());
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
    float[] mine = download(candidate, twin.candidate(), twin.values());
    float[] truth = download(reference, twin.reference(), twin.values());
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < mine.length; i++) {
      largest = Math.max(largest, Math.abs(truth[i]));
      difference = Math.max(difference, Math.abs((double) mine[i] - truth[i]));
    }
    return largest == 0 ? difference : difference / largest;
  }

  private static float[] download(Device device, long address, long values) {
    float[] content = new float[Math.toIntExact(values)];
    try (FloatPointer host = new FloatPointer(values)) {
      device.memory().download(address, host.address(), values * Float.BYTES);
      host.get(content);
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
