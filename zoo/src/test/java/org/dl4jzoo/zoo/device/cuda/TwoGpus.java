package org.dl4jzoo.zoo.device.cuda;

import java.util.List;
import java.util.Random;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.device.replica.SmallReplicas;
import org.dl4jzoo.zoo.layer.kernel.Activation;

/** A program that sums the gradients of two GPUs, and compares them with those of the CPU. */
final class TwoGpus {

  private static final int SIZE = 6;
  private static final int CHANNELS = 4;
  private static final int OUT = 8;
  private static final int BATCH = 5;

  private TwoGpus() {}

  /** Computes them with batch norm of each part and of the whole batch. */
  public static void main(String[] arguments) {
    try (CudaDevice first = CudaDevice.open(0, CudaPrecision.FLOAT32);
        CudaDevice second = CudaDevice.open(1, CudaPrecision.FLOAT32);
        HostDevice one = new HostDevice();
        HostDevice another = new HostDevice()) {
      for (boolean syncNorm : new boolean[] {false, true}) {
        List<float[]> actual = gradients(List.of(first, second), syncNorm);
        List<float[]> expected = gradients(List.of(one, another), syncNorm);
        System.out.printf(
            "sync-norm %s: %s, %s%n",
            syncNorm, words(actual.get(0), expected.get(0)), words(actual.get(1), expected.get(0)));
      }
    }
  }

  private static String words(float[] actual, float[] expected) {
    double difference = 0;
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    return difference <= 1e-5 * largest ? "right" : "wrong by " + difference / largest;
  }

  private static List<float[]> gradients(List<Device> devices, boolean syncNorm) {
    Random random = new Random(1);
    float[] parameters = normal(random, 9 * CHANNELS * OUT + 4 * OUT + 2 * OUT + 2);
    // Running statistics only have to be numbers; gamma and beta may be any.
    float[] images = normal(random, BATCH * SIZE * SIZE * CHANNELS);
    float[] targets = {1, 0, 0, 1, 1, 0, 1, 0, 0, 1};
    try (SmallReplicas replicas =
        new SmallReplicas(devices, syncNorm, SIZE, CHANNELS, OUT, Activation.RELU, parameters)) {
      replicas.differentiate(BATCH, images, targets);
      replicas.differentiate(BATCH, images, targets);
      return List.of(replicas.gradient(0), replicas.gradient(1));
    }
  }

  private static float[] normal(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
