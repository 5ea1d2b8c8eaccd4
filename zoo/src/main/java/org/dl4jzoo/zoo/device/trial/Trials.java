package org.dl4jzoo.zoo.device.trial;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.cuda.CudaDevice;
import org.dl4jzoo.zoo.device.cuda.CudaPrecision;
import org.dl4jzoo.zoo.device.host.HostDevice;

/** The trials' command line, which scripts/check-cuda.sh calls. */
public final class Trials {

  private static final String USAGE =
      """
      DEVICE store FOLDER MODELS: writes the losses of 20 steps
      DEVICE train FOLDER MODELS: trains 20 steps and compares the losses with those stored
      DEVICE speed SECONDS BATCHES LIMIT MODELS: images a second, of those begun in LIMIT seconds
      DEVICE memory STEPS MODELS: whether memory grows
      where DEVICE is float32, tf32, bf16 or fp16, on a GPU, or host, the stand-in on the CPU\
      """;

  private final DeviceTrial trial;
  private final PrintStream out;

  private Trials(Device device, PrintStream out) {
    this.trial = new DeviceTrial(device, out);
    this.out = out;
  }

  /** Runs a trial; exits with 1 if a network failed it. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    boolean few = arguments.length < (List.of(arguments).contains("speed") ? 6 : 4);
    if (few || !isKnown(arguments[0])) {
      out.println(USAGE);
      System.exit(2);
    }
    boolean good;
    try (Device device = open(arguments[0])) {
      out.println(device.description());
      List<String> rest = Arrays.asList(arguments).subList(2, arguments.length);
      good = new Trials(device, out).run(arguments[1], rest);
    }
    System.exit(good ? 0 : 1);
  }

  private static boolean isKnown(String device) {
    return device.equals("host")
        || Arrays.stream(CudaPrecision.values())
            .anyMatch(precision -> precision.name().equalsIgnoreCase(device));
  }

  private static Device open(String name) {
    return name.equals("host") ? new HostDevice() : CudaDevice.open(0, CudaPrecision.named(name));
  }

  /** What is done with each network. */
  @FunctionalInterface
  private interface Task {
    boolean run(String model) throws IOException;
  }

  private boolean run(String word, List<String> rest) {
    return switch (word) {
      case "store" -> each(rest.subList(1, rest.size()), model -> store(rest.get(0), model));
      case "train" ->
          each(rest.subList(1, rest.size()), model -> trial.compare(model, Path.of(rest.get(0))));
      case "memory" ->
          each(
              rest.subList(1, rest.size()),
              model -> trial.memory(model, Integer.parseInt(rest.get(0))));
      case "speed" -> speed(rest);
      default -> throw new IllegalArgumentException(USAGE);
    };
  }

  private boolean store(String folder, String model) throws IOException {
    trial.store(model, Path.of(folder));
    return true;
  }

  private boolean speed(List<String> rest) {
    double seconds = Double.parseDouble(rest.get(0));
    List<Integer> batches = Arrays.stream(rest.get(1).split(",")).map(Integer::valueOf).toList();
    long limit = TimeUnit.SECONDS.toNanos(Integer.parseInt(rest.get(2)));
    List<String> models = rest.subList(3, rest.size());
    long start = System.nanoTime();
    boolean good = true;
    int begun = 0;
    while (begun < models.size() && System.nanoTime() - start < limit) {
      String model = models.get(begun++);
      good &= each(List.of(model), name -> measured(name, batches, seconds));
    }
    if (begun < models.size()) {
      String left = String.join(" ", models.subList(begun, models.size()));
      out.println("out of time, not measured: " + left);
    }
    return good;
  }

  private boolean measured(String model, List<Integer> batches, double seconds) {
    trial.speed(model, batches, seconds);
    return true;
  }

  /** A network that fails doesn't keep others from their turn. */
  private boolean each(List<String> models, Task task) {
    boolean good = true;
    for (String model : models) {
      try {
        good &= task.run(model);
      } catch (IOException | RuntimeException e) {
        out.println(model + " FAILS: " + e);
        good = false;
      }
    }
    return good;
  }
}
