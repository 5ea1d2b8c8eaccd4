package org.dl4jzoo.zoo.training;

import java.util.List;
import org.dl4jzoo.zoo.compiled.DeviceLayers;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.device.network.DeviceInference;
import org.dl4jzoo.zoo.device.network.DeviceLayer;
import org.dl4jzoo.zoo.device.network.DeviceTraining;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.program.Value;

/** The memory that a network takes on a device, known before it is put there. */
public final class DeviceMemory {

  /**
   * Parameters, gradients, the two moments of Adam, and of convolutions the weights and a gradient
   * in the device's order.
   */
  private static final int VECTORS = 6;

  /** Weights, and those of convolutions in the device's order too. */
  private static final int VECTORS_OF_INFERENCE = 2;

  private DeviceMemory() {}

  /**
   * Bytes of a training step, besides what the device's own libraries take.
   *
   * @param parameters of the network
   * @param maps how the device stores maps
   */
  public static long trainingBytes(Net net, long parameters, int batch, MapType maps) {
    List<DeviceLayer> layers = DeviceLayers.training(net.instructions());
    long step = DeviceTraining.bytes(net.image().value(), layers, net.logits(), batch, maps);
    return step + Float.BYTES * VECTORS * parameters;
  }

  /**
   * Bytes of inference up to the network's first output, besides what the device's own libraries
   * take.
   *
   * @param parameters of the network
   * @param maps how the device stores maps
   */
  public static long inferenceBytes(Net net, long parameters, int batch, MapType maps) {
    Value image = net.image().value();
    Value output = net.outputs().get(0).value();
    List<DeviceLayer> layers = DeviceLayers.inference(image, output, net.instructions());
    return DeviceInference.bytes(image, output, layers, batch, maps)
        + Float.BYTES * VECTORS_OF_INFERENCE * parameters;
  }
}
