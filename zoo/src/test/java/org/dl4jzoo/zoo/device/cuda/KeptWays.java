package org.dl4jzoo.zoo.device.cuda;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.dl4jzoo.zoo.device.Memory;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;

/**
 * A program that computes a convolution forward, back and in inference, and says how much it timed,
 * and what.
 */
final class KeptWays {

  private KeptWays() {}

  /**
   * Computes them.
   *
   * @param arguments a folder of choices, and whether the GPU may be fast
   */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    Consumer<String> tell = System.out::println;
    CudaArithmetic arithmetic =
        new CudaArithmetic(CudaPrecision.FLOAT32, Boolean.parseBoolean(arguments[1]));
    try (CudaDevice device = CudaDevice.open(0, arithmetic, folder, tell)) {
      for (int batch : new int[] {4, 2}) {
        compute(device, batch);
      }
      tell.accept("timed: " + device.choices().size());
      device.choices().forEach(tell);
    }
  }

  private static void compute(CudaDevice device, int batch) {
    ConvolutionShape shape =
        new ConvolutionShape(new FeatureMap(batch, 6, 6, 8), 8, 3, 1, Insets.all(1), 1);
    Memory memory = device.memory();
    long bytes = Float.BYTES * shape.in().length();
    long x = memory.allocate(bytes);
    long y = memory.allocate(bytes);
    // They have as many values as the maps of two images.
    long weights = memory.allocate(bytes);
    long bias = memory.allocate(bytes);
    for (long address : new long[] {x, y, weights, bias}) {
      memory.clear(address, bytes);
    }
    device.products().convolve(shape, x, weights, y);
    device.products().convolveBackData(shape, weights, y, x, true);
    device.products().convolve(shape, x, weights, bias, 0, Activation.RELU, y);
  }
}
