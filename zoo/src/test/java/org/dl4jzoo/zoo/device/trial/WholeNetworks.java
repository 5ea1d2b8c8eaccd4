package org.dl4jzoo.zoo.device.trial;

import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.cuda.CudaDevice;
import org.dl4jzoo.zoo.device.cuda.CudaPrecision;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.device.network.DeviceInference;
import org.dl4jzoo.zoo.device.replica.Replicas;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ParameterLayer;

/**
 * A program that computes the gradient and the output of whole networks on a GPU and on the
 * stand-in, and says for each how far apart they are, by the length of the stand-in's.
 */
public final class WholeNetworks {

  private static final int CLASSES = 5;
  private static final int SMALLEST = 32;
  private static final int SMALLEST_OF_NORMS = 64;
  private static final int BATCH = 2;
  private static final double OUTPUT_TOLERANCE = 1e-5;
  private static final double GRADIENT_TOLERANCE = 1e-3;

  private WholeNetworks() {}

  /**
   * Compares networks on the first GPU.
   *
   * @param models their names
   */
  public static void main(String[] models) {
    for (String model : models) {
      TrialNetwork network = TrialNetwork.of(model, size(model), CLASSES);
      try (Device gpu = CudaDevice.open(0, CudaPrecision.FLOAT32);
          Device reference = new HostDevice();
          FloatPointer parameters = network.parameters(1)) {
        separate(network.layers(), parameters);
        double ofGradient =
            error(gradient(gpu, network, parameters), gradient(reference, network, parameters));
        double ofOutput =
            error(output(gpu, network, parameters), output(reference, network, parameters));
        boolean right = ofGradient < GRADIENT_TOLERANCE && ofOutput < OUTPUT_TOLERANCE;
        System.out.printf(
            Locale.ROOT,
            "%s: gradient %.1e, output %.1e %s%n",
            model,
            ofGradient,
            ofOutput,
            right ? "right" : "WRONG");
      }
    }
  }

  /** Larger where the last batch norms would else see two values, whose gradient is none. */
  private static int size(String model) {
    int smallest = Math.max(SMALLEST, Models.named(model).info().minSize());
    return model.matches("resnet.*|resnext.*|wide.*|densenet.*|mobilenet.*|.*bn")
        ? Math.max(SMALLEST_OF_NORMS, smallest)
        : smallest;
  }

  /**
   * Separates what batch norm gives from 0 by four deviations, half of the channels above, the
   * others below: a rectifier whose input is 0 but for rounding opens on one side only.
   */
  private static void separate(List<ParameterLayer> layers, FloatPointer parameters) {
    long at = 0;
    for (ParameterLayer layer : layers) {
      long gamma = at + layer.weights() + (layer.biased() ? layer.out() : 0);
      for (int channel = 0; layer.normalized() && channel < layer.out(); channel++) {
        parameters.put(gamma + channel, 0.25f);
        parameters.put(gamma + layer.out() + channel, channel % 2 == 0 ? 1 : -1);
      }
      at += layer.total();
    }
  }

  private static float[] gradient(Device device, TrialNetwork network, FloatPointer parameters) {
    try (Replicas training = new Replicas(List.of(network.training(device, parameters)), false)) {
      return Computed.gradient(training, batch(network), 1);
    }
  }

  private static float[] output(Device device, TrialNetwork network, FloatPointer parameters) {
    try (DeviceInference inference = network.inference(device, parameters)) {
      return Computed.output(inference, batch(network));
    }
  }

  private static Batch batch(TrialNetwork network) {
    return Batch.of(BATCH, network.net().image().value(), CLASSES, 1);
  }

  private static double error(float[] actual, float[] expected) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < expected.length; i++) {
      double error = (double) actual[i] - expected[i];
      difference += error * error;
      length += (double) expected[i] * expected[i];
    }
    return Math.sqrt(difference / length);
  }
}
