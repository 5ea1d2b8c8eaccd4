package org.dl4jzoo.zoo.device.trial;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.cuda.CudaDevice;
import org.dl4jzoo.zoo.device.cuda.CudaPrecision;
import org.dl4jzoo.zoo.device.host.HostDevice;

/**
 * Compares every method of a device with the stand-in on the CPU, and both with PyTorch's values;
 * and measures single kernels. It needs neither ND4J nor JUnit.
 */
public final class DeviceCheck {

  private static final double FLOAT32 = 1e-5;

  /** Factors of 10 bits of mantissa. */
  private static final double TF32 = 5e-3;

  private DeviceCheck() {}

  /**
   * Checks a GPU.
   *
   * @param arguments float32, tf32, bf16 or fp16; the folder of PyTorch's values; and then, for
   *     products of matrices alone, products, and, to measure as well, speed
   */
  public static void main(String[] arguments) {
    if (arguments.length < 2) {
      System.err.println("expected a precision and the folder of PyTorch's values");
      System.exit(2);
    }
    List<String> words = List.of(arguments);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    CudaPrecision precision = CudaPrecision.named(words.get(0));
    Path vectors = Path.of(words.get(1));
    try (CudaDevice cuda = CudaDevice.open(0, precision)) {
      out.println(cuda.description());
      double bound = precision == CudaPrecision.TF32 ? TF32 : FLOAT32;
      boolean good = compare(cuda, bound, vectors, words.contains("products"), out);
      if (words.contains("speed")) {
        new KernelSpeed(cuda, out).run();
        cuda.choices().forEach(out::println);
      }
      out.println(good ? "all right" : "SOMETHING IS WRONG");
      System.exit(good ? 0 : 1);
    }
  }

  /**
   * Compares a device with the CPU.
   *
   * @param bound largest difference of products of matrices, by the largest value of a result
   * @param vectors folder of PyTorch's values
   * @param productsOnly whether only convolutions and fully connected layers are compared with the
   *     CPU; PyTorch's values are in any case
   * @return false if a result differs by more
   */
  static boolean compare(
      Device candidate, double bound, Path vectors, boolean productsOnly, PrintStream out) {
    try (Device reference = new HostDevice(candidate.maps())) {
      Twins twins = new Twins(candidate, reference);
      if (!productsOnly) {
        new VectorChecks(twins).run();
        new MapChecks(twins).run();
      }
      new ConvolutionChecks(twins, bound).run();
      new TorchVectors(twins, bound, FLOAT32, vectors).run();
      return twins.report(out);
    }
  }
}
