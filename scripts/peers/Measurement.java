import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What bench-peer.sh asks of a peer that runs on Java, and how it is timed: as `zoo bench` does it.
 *
 * @param file the network, exported by bench_peer.py
 * @param model its name
 * @param engine what runs it
 * @param shape of a batch: images, channels, height, width
 * @param threads for arithmetic
 * @param seconds to measure, after a warm-up of half that time
 */
record Measurement(
    String file, String model, String engine, long[] shape, int threads, double seconds) {

  private static final int FEWEST_STEPS = 3;

  /** Of steps so slow that the fewest would take longer than this many times the time, fewer do. */
  private static final int PATIENCE = 3;

  /** A forward pass. */
  interface Step {
    void take() throws Exception;
  }

  /** Of the arguments FILE MODEL BATCH CHANNELS SIZE THREADS SECONDS. */
  static Measurement of(String engine, String[] arguments) {
    long size = Long.parseLong(arguments[4]);
    long[] shape = {Long.parseLong(arguments[2]), Long.parseLong(arguments[3]), size, size};
    return new Measurement(
        arguments[0],
        arguments[1],
        engine,
        shape,
        Integer.parseInt(arguments[5]),
        Double.parseDouble(arguments[6]));
  }

  /** A batch of random images, outside the heap, where the engine reads it without a copy. */
  FloatBuffer images() {
    int values = Math.toIntExact(shape[0] * shape[1] * shape[2] * shape[3]);
    FloatBuffer images =
        ByteBuffer.allocateDirect(Float.BYTES * values)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    Random random = new Random(0);
    for (int i = 0; i < values; i++) {
      images.put(i, random.nextFloat());
    }
    return images;
  }

  /** Times the step and prints a line of JSON with the keys of `zoo bench --json`. */
  void print(Step step) throws Exception {
    timed(step, seconds / 2);
    List<Double> sorted = timed(step, seconds).stream().sorted().toList();
    int steps = sorted.size();
    double median = (sorted.get((steps - 1) / 2) + sorted.get(steps / 2)) / 2;
    double p99 = sorted.get((99 * steps + 99) / 100 - 1);
    System.out.printf(
        Locale.ROOT,
        "{\"model\":\"%s\",\"mode\":\"infer\",\"batchSize\":%d,\"engine\":\"%s\",\"threads\":%d,"
            + "\"imagesPerSecond\":%s,\"p50Milliseconds\":%s,\"p99Milliseconds\":%s,"
            + "\"peakBytes\":%d,\"steps\":%d}%n",
        model,
        shape[0],
        engine,
        threads,
        shape[0] / median,
        1e3 * median,
        1e3 * p99,
        peakBytes(),
        steps);
  }

  private static List<Double> timed(Step step, double together) throws Exception {
    List<Double> measured = new ArrayList<>();
    double spent = 0;
    while (measured.isEmpty()
        || spent < together
        || (measured.size() < FEWEST_STEPS && spent < PATIENCE * together)) {
      long start = System.nanoTime();
      step.take();
      measured.add((System.nanoTime() - start) / 1e9);
      spent += measured.get(measured.size() - 1);
    }
    return measured;
  }

  /** The most memory this process ever had resident. */
  private static long peakBytes() throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IllegalStateException("/proc/self/status has no VmHWM");
  }
}
