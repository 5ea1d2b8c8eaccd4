package org.dl4jzoo.zoo.device.trial;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.device.cuda.CudaArithmetic;
import org.dl4jzoo.zoo.device.cuda.CudaDevice;
import org.dl4jzoo.zoo.device.cuda.CudaPrecision;
import org.dl4jzoo.zoo.device.network.DeviceInference;
import org.dl4jzoo.zoo.device.replica.Replicas;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;

/**
 * A program that computes gradients and outputs of a network with dropout several times on a GPU
 * that may be fast, and says whether those that are replayed have the bits of those before.
 */
public final class Replays {

  private static final int CLASSES = 5;

  private final CudaDevice device;
  private final TrialNetwork network = network();
  private final Batch batch = Batch.of(2, network.net().image().value(), CLASSES, 1);

  private Replays(CudaDevice device) {
    this.device = device;
  }

  private static TrialNetwork network() {
    Architecture lenet = Models.named("lenet5");
    ModelOptions own = ModelOptions.of(lenet, CLASSES);
    ModelOptions dropping =
        new ModelOptions(
            own.image(), CLASSES, true, own.pooling(), 0.5, own.padding(), null, null, false);
    return new TrialNetwork(Models.net(lenet, dropping), Models.parameterLayers(lenet, dropping));
  }

  /**
   * Compares them on the first GPU.
   *
   * @param arguments a folder of choices
   */
  public static void main(String[] arguments) {
    CudaArithmetic fast = new CudaArithmetic(CudaPrecision.FLOAT32, true);
    Consumer<String> tell = System.out::println;
    try (CudaDevice device = CudaDevice.open(0, fast, Path.of(arguments[0]), tell)) {
      Replays replays = new Replays(device);
      replays.gradients();
      replays.outputs();
    }
  }

  /** The first two are computed by plain calls, the others replayed where that is possible. */
  private void gradients() {
    FloatPointer parameters = network.parameters(1);
    FloatPointer others = network.parameters(2);
    try (Replicas training = replica(parameters)) {
      float[] first = gradient(training, 1);
      float[] second = gradient(training, 2);
      tell("another seed drops others", !Arrays.equals(first, second));
      tell("first seed", Arrays.equals(gradient(training, 1), first));
      tell("second seed", Arrays.equals(gradient(training, 2), second));
      training.first().upload(others.address());
      float[] withOthers = gradient(training, 2);
      try (Replicas plain = replica(others)) {
        tell("other parameters", Arrays.equals(gradient(plain, 2), withOthers));
      }
      tell("memory was freed", Arrays.equals(gradient(training, 2), withOthers));
      tell("captured anew", Arrays.equals(gradient(training, 2), withOthers));
    }
  }

  private static void tell(String what, boolean good) {
    System.out.println(what + ": " + good);
  }

  private Replicas replica(FloatPointer parameters) {
    return new Replicas(List.of(network.training(device, parameters)), false);
  }

  private float[] gradient(Replicas training, long seed) {
    return Computed.gradient(training, batch, seed);
  }

  private void outputs() {
    try (DeviceInference inference = network.inference(device, network.parameters(1))) {
      float[] first = Computed.output(inference, batch);
      Computed.output(inference, batch);
      tell("output", Arrays.equals(Computed.output(inference, batch), first));
    }
  }
}
