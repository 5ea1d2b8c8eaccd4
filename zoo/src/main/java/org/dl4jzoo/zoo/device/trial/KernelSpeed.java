package org.dl4jzoo.zoo.device.trial;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.Norms;
import org.dl4jzoo.zoo.device.Norms.Parameters;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;

/** How fast single kernels are, at sizes of ResNet-50 and MobileNetV2 with 64 images. */
final class KernelSpeed {

  private static final int BATCH = 64;
  private static final int RUNS = 10;
  private static final double EPS = 1e-5;

  private final Device device;
  private final PrintStream out;
  private final List<Long> live = new ArrayList<>();

  KernelSpeed(Device device, PrintStream out) {
    this.device = device;
    this.out = out;
  }

  /** So many values of float32, or of any smaller type, all 0. */
  private long array(long values) {
    long address = device.memory().allocate(values * Float.BYTES);
    live.add(address);
    device.memory().clear(address, values * Float.BYTES);
    return address;
  }

  /** A map of values that no multiplier gets for nothing: all 0.5. */
  private long halves(long values) {
    long address = array(values);
    try (FloatPointer one = new FloatPointer(0.5f)) {
      if (device.maps().isNarrow()) {
        long single = array(1);
        device.memory().upload(one.address(), single, Float.BYTES);
        device.elementwise().narrow(1, single, address);
      } else {
        device.memory().upload(one.address(), address, Float.BYTES);
      }
    }
    for (long done = 1; done < values; done *= 2) {
      int more = (int) Math.min(done, values - done);
      long to = address + done * device.maps().bytes();
      device.elementwise().copy(1, more, address, more, to, more, false);
    }
    return address;
  }

  private void free() {
    live.forEach(device.memory()::free);
    live.clear();
  }

  /** Measures all. */
  void run() {
    maps(new FeatureMap(BATCH, 112, 112, 64));
    maps(new FeatureMap(BATCH, 56, 56, 256));
    maps(new FeatureMap(BATCH, 28, 28, 24));
    maps(new FeatureMap(BATCH, 7, 7, 2048));
    convolution(224, 3, 64, 7, 2, 1);
    convolution(56, 64, 64, 1, 1, 1);
    convolution(56, 64, 256, 1, 1, 1);
    convolution(56, 64, 64, 3, 1, 1);
    convolution(56, 256, 512, 1, 2, 1);
    convolution(28, 128, 128, 3, 1, 1);
    convolution(14, 256, 256, 3, 1, 1);
    convolution(14, 1024, 256, 1, 1, 1);
    convolution(7, 512, 512, 3, 1, 1);
    convolution(112, 32, 32, 3, 1, 32);
    convolution(56, 144, 144, 3, 2, 144);
    convolution(14, 576, 576, 3, 1, 576);
  }

  private double seconds(Runnable work) {
    work.run();
    device.memory().synchronize();
    long start = System.nanoTime();
    for (int i = 0; i < RUNS; i++) {
      work.run();
    }
    device.memory().synchronize();
    return (System.nanoTime() - start) / 1e9 / RUNS;
  }

  private void maps(FeatureMap map) {
    long x = halves(map.length());
    long y = halves(map.length());
    long dy = halves(map.length());
    long channels = array(4 * map.channels());
    long bytes = map.channels() * Float.BYTES;
    Parameters norm =
        new Parameters(channels, channels + bytes, channels + 2 * bytes, channels + 3 * bytes, EPS);
    long sums = array(2 * map.channels());
    long rows = map.length() / map.channels();
    Activation relu = Activation.RELU;
    moved("statistics", map, 1, () -> device.norms().statistics(map, x, norm));
    moved("normalize", map, 2, () -> device.norms().normalize(map, x, norm, relu, y));
    moved(
        "normalize back",
        map,
        5,
        () -> {
          Norms norms = device.norms();
          norms.parameterGradients(map, x, y, dy, norm, relu, sums, sums + bytes);
          norms.normalizeBack(map, x, y, dy, norm, relu, 1.0 / rows, sums, sums + bytes, dy, false);
        });
    int wide = (int) map.channels();
    moved("activate", map, 3, () -> device.elementwise().activate(rows, wide, x, 0, dy, relu, y));
    free();
  }

  private void moved(String kind, FeatureMap map, int times, Runnable work) {
    double bytes = (double) times * map.length() * device.maps().bytes();
    double speed = bytes / seconds(work) / 1e9;
    out.printf(
        Locale.ROOT,
        "%-16s %dx%dx%dx%d %8.0f GB/s%n",
        kind,
        map.batch(),
        map.height(),
        map.width(),
        map.channels(),
        speed);
  }

  private void convolution(int size, int in, int wide, int kernel, int stride, int groups) {
    ConvolutionShape shape =
        new ConvolutionShape(
            new FeatureMap(BATCH, size, size, in),
            wide,
            kernel,
            stride,
            Insets.all(kernel / 2),
            groups);
    long x = halves(shape.in().length());
    long y = halves(shape.output().length());
    long w = halves((long) wide * in / groups * kernel * kernel);
    long bias = array(wide);
    long dw = array((long) wide * in / groups * kernel * kernel);
    double forward = seconds(() -> device.products().convolve(shape, x, w, y));
    double fused =
        seconds(() -> device.products().convolve(shape, x, w, bias, 0, Activation.RELU, y));
    double backData = seconds(() -> device.products().convolveBackData(shape, w, y, x, false));
    double backWeights = seconds(() -> device.products().convolveBackWeights(shape, x, y, dw));
    double work = 2e-12 * shape.output().length() * in / groups * kernel * kernel;
    double gigabytes =
        1e-9 * device.maps().bytes() * (shape.in().length() + shape.output().length());
    out.printf(
        Locale.ROOT,
        "%s %d, %d to %d, stride %d: TFLOP/s %.1f forward, %.1f fused, %.1f back data,"
            + " %.1f back weights; GB/s %.0f, %.0f, %.0f, %.0f%n",
        shape.kind(),
        size,
        in,
        wide,
        stride,
        work / forward,
        work / fused,
        work / backData,
        work / backWeights,
        gigabytes / forward,
        gigabytes / fused,
        gigabytes / backData,
        gigabytes / backWeights);
    out.flush();
    free();
  }
}
