package org.dl4jzoo.zoo.device.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.dl4jzoo.zoo.device.cuda.CudaDevice;
import org.dl4jzoo.zoo.device.cuda.CudaPrecision;
import org.dl4jzoo.zoo.device.network.DeviceInference;
import org.dl4jzoo.zoo.device.network.DeviceTraining;
import org.dl4jzoo.zoo.device.replica.Replicas;

/**
 * A program that trains a network on a GPU with batches that are copied ahead, and with batches
 * that are not, without waiting in between, and the same of inference; it says whether all bits are
 * the same.
 */
public final class NextBatch {

  private static final int CLASSES = 5;
  private static final int[] SIZES = {4, 4, 3, 4, 4, 4};

  private final CudaDevice device;
  private final TrialNetwork network;
  private final FloatPointer parameters;
  private final List<Batch> batches;

  private NextBatch(CudaDevice device, String model) {
    this.device = device;
    this.network = TrialNetwork.of(model, 28, CLASSES);
    this.parameters = network.parameters(1);
    this.batches =
        IntStream.range(0, SIZES.length)
            .mapToObj(i -> Batch.of(SIZES[i], network.net().image().value(), CLASSES, i))
            .toList();
  }

  /** Compares them on the first GPU. */
  public static void main(String[] arguments) {
    try (CudaDevice device = CudaDevice.open(0, CudaPrecision.FLOAT32)) {
      NextBatch trial = new NextBatch(device, "lenet5");
      trial.gradients(false);
      System.out.println("gradients: " + trial.gradients(true).equals(trial.gradients(false)));
      trial.outputs(false);
      System.out.println("outputs: " + trial.outputs(true).equals(trial.outputs(false)));
    }
  }

  /** The sum of all batches' gradients, after which the host first waits. */
  private List<Float> gradients(boolean ahead) {
    DeviceTraining only = network.training(device, parameters);
    try (Replicas training = new Replicas(List.of(only), false)) {
      for (int i = 0; i < batches.size(); i++) {
        if (ahead && i > 0) {
          training.takeAhead();
        } else {
          Batch batch = batches.get(i);
          training.load(batch.size(), batch.images().address(), batch.targets().address());
        }
        training.differentiate(i);
        if (ahead && i + 1 < batches.size()) {
          Batch next = batches.get(i + 1);
          training.loadAhead(next.size(), next.images().address(), next.targets().address());
        }
        training.keepGradients();
      }
      training.addKeptGradients();
      long length = only.vectors().length();
      try (FloatPointer sums = new FloatPointer(length)) {
        device.memory().download(only.vectors().gradients(), sums.address(), Float.BYTES * length);
        return values(sums, length);
      }
    }
  }

  private static List<Float> values(FloatPointer from, long count) {
    List<Float> values = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      values.add(from.get(i));
    }
    return values;
  }

  /** The outputs of all batches, which stay on the device until the last one is computed. */
  private List<Float> outputs(boolean ahead) {
    List<Float> all = new ArrayList<>();
    try (DeviceInference inference = network.inference(device, parameters);
        FloatPointer images = new FloatPointer(batches.get(0).images().limit());
        FloatPointer output = new FloatPointer((long) SIZES[0] * CLASSES)) {
      for (int i = 0; i < batches.size(); i++) {
        if (ahead && i > 0) {
          inference.takeAhead();
        } else {
          inference.load(SIZES[i], batches.get(i).images().address());
        }
        inference.compute();
        if (ahead && i + 1 < batches.size()) {
          // The host's array may change as soon as it was handed over.
          FloatPointer next = batches.get(i + 1).images();
          Pointer.memcpy(images, next, Float.BYTES * next.limit());
          inference.loadAhead(SIZES[i + 1], images.address());
          Pointer.memset(images, 0, Float.BYTES * next.limit());
        }
        if (i % 2 == 1) {
          inference.output(output.address());
          all.addAll(values(output, (long) SIZES[i] * CLASSES));
        }
      }
      return all;
    }
  }
}
