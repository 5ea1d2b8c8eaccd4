package org.dl4jzoo.zoo.device.trial;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.OutOfDeviceMemoryException;
import org.dl4jzoo.zoo.device.network.DeviceInference;

/** The trials: {@code train}, {@code speed} and {@code memory}. */
final class DeviceTrial {

  private static final int STEPS = 20;
  private static final int CLASSES = 5;
  private static final int SIZE = 64;
  private static final int BATCH = 8;

  /**
   * How far a loss may be from what was stored, in shares of the first one, after each step more:
   * weights that differ by a millionth give half of it.
   */
  private static final double TOLERANCE_OF_STEP = 0.005;

  /** How many roundings of narrow maps may add up in a loss. */
  private static final int ROUNDINGS = 8;

  private final Device device;
  private final PrintStream out;

  DeviceTrial(Device device, PrintStream out) {
    this.device = device;
    this.out = out;
  }

  /** Losses of {@value #STEPS} steps from the same weights on the same batches. */
  List<Double> losses(String model) {
    TrialNetwork network = TrialNetwork.of(model, SIZE, CLASSES);
    List<Double> losses = new ArrayList<>();
    try (TrialTraining training = new TrialTraining(device, network, network.parameters(1))) {
      for (int step = 0; step < STEPS; step++) {
        Batch batch = Batch.of(BATCH, network.net().image().value(), CLASSES, step % 4);
        training.load(batch);
        training.step(batch.size());
        losses.add(training.loss(batch));
      }
    }
    return losses;
  }

  /** Writes the losses of a network to a file of its name, one a line. */
  void store(String model, Path folder) throws IOException {
    List<String> lines =
        losses(model).stream().map(loss -> String.format(Locale.ROOT, "%.6f", loss)).toList();
    Files.write(folder.resolve(model + ".txt"), lines);
  }

  /** Compares the losses with a file's; false if they differ. */
  boolean compare(String model, Path folder) throws IOException {
    List<String> expected =
        Files.readAllLines(folder.resolve(model + ".txt"), StandardCharsets.UTF_8);
    List<Double> losses = losses(model);
    double first = Double.parseDouble(expected.get(0));
    double worst = 0;
    for (int step = 0; step < STEPS; step++) {
      double error = Math.abs(losses.get(step) - Double.parseDouble(expected.get(step)));
      double allowed = TOLERANCE_OF_STEP * (step + 1) + ROUNDINGS * Twins.step(device.maps());
      worst = Math.max(worst, error / (first * allowed));
    }
    boolean same = worst <= 1;
    out.printf(
        Locale.ROOT,
        "train %s: loss %.4f -> %.4f, stored %s -> %s, difference %.2g of the most allowed %s%n",
        model,
        losses.get(0),
        losses.get(STEPS - 1),
        expected.get(0),
        expected.get(STEPS - 1),
        worst,
        same ? "ok" : "DIFFERS: " + losses);
    return same;
  }

  /** Images a second of training and inference, on batches that lie on the device. */
  void speed(String model, List<Integer> batches, double seconds) {
    int size = model.equals("lenet5") ? 28 : 224;
    TrialNetwork network = TrialNetwork.of(model, size, 1000);
    Batch image = Batch.of(1, network.net().image().value(), 1000, 1);
    try (FloatPointer parameters = network.parameters(1)) {
      for (int images : batches) {
        Batch batch = image.times(images);
        out.printf(
            Locale.ROOT,
            "{\"model\":\"%s\",\"batch\":%d,\"train\":%s,\"infer\":%s}%n",
            model,
            images,
            fitting(() -> trained(network, parameters, batch, seconds)),
            fitting(() -> inferred(network, parameters, batch, seconds)));
        out.flush();
      }
    }
  }

  /** A rate with one digit; null where the device has too little memory. */
  private static String fitting(DoubleSupplier rate) {
    try {
      return String.format(Locale.ROOT, "%.1f", rate.getAsDouble());
    } catch (OutOfDeviceMemoryException e) {
      return "null";
    }
  }

  private double trained(
      TrialNetwork network, FloatPointer parameters, Batch batch, double seconds) {
    try (TrialTraining training = new TrialTraining(device, network, parameters)) {
      training.load(batch);
      return rate(batch.size(), seconds, () -> training.step(batch.size()));
    }
  }

  private double inferred(
      TrialNetwork network, FloatPointer parameters, Batch batch, double seconds) {
    try (DeviceInference inference = network.inference(device, parameters)) {
      inference.load(batch.size(), batch.images().address());
      return rate(batch.size(), seconds, inference::compute);
    }
  }

  /** Images a second, after a warm-up of a few. */
  private double rate(int images, double seconds, Runnable work) {
    for (int i = 0; i < 3; i++) {
      work.run();
    }
    device.memory().synchronize();
    long start = System.nanoTime();
    long done = 0;
    double passed = 0;
    while (passed < seconds) {
      for (int i = 0; i < 4; i++) {
        work.run();
        done += images;
      }
      device.memory().synchronize();
      passed = (System.nanoTime() - start) / 1e9;
    }
    return done / passed;
  }

  /** Whether the device has as much memory left after many steps as after a few. */
  boolean memory(String model, int steps) {
    TrialNetwork network = TrialNetwork.of(model, SIZE, CLASSES);
    Batch batch = Batch.of(BATCH, network.net().image().value(), CLASSES, 0);
    try (TrialTraining training = new TrialTraining(device, network, network.parameters(1))) {
      long before = 0;
      for (int step = 0; step < steps; step++) {
        training.load(batch);
        training.step(batch.size());
        if (step == steps / 10) {
          device.memory().synchronize();
          before = device.memory().available();
        }
      }
      device.memory().synchronize();
      long grown = before - device.memory().available();
      out.printf(
          Locale.ROOT,
          "memory %s: %d bytes more after %d steps than after %d %s%n",
          model,
          grown,
          steps,
          steps / 10,
          grown <= 0 ? "ok" : "GROWS");
      return grown <= 0;
    }
  }
}
