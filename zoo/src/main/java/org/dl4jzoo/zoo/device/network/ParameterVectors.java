package org.dl4jzoo.zoo.device.network;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.GrowingMemory;
import org.dl4jzoo.zoo.device.Norms;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;

/**
 * A network's parameters and their gradients on a device, each as one vector in the order of the
 * host's, and the weights of convolutions in the device's order.
 */
public final class ParameterVectors {

  private final Device device;
  private final ParameterTable table;
  private final NormTraining norms;
  private final long parameters;
  private final long gradients;
  private final Map<String, Long> arranged = new HashMap<>();
  private final Set<String> current = new HashSet<>();
  private final GrowingMemory scratch;

  ParameterVectors(Device device, ParameterTable table, NormTraining norms) {
    this.device = device;
    this.table = table;
    this.norms = norms;
    this.parameters = device.memory().allocate(bytes());
    this.gradients = device.memory().allocate(bytes());
    this.scratch = new GrowingMemory(device.memory());
    device.memory().clear(gradients, bytes());
  }

  Device device() {
    return device;
  }

  NormTraining norms() {
    return norms;
  }

  /** Bytes of a vector. */
  public long bytes() {
    return Float.BYTES * table.length();
  }

  /** Values of a vector. */
  public long length() {
    return table.length();
  }

  /** The vector of parameters. */
  public long parameters() {
    return parameters;
  }

  /** The vector of gradients. */
  public long gradients() {
    return gradients;
  }

  /** Says that parameters have changed. */
  void changed() {
    current.clear();
  }

  boolean has(String layer, Parameter parameter) {
    return table.has(layer, parameter);
  }

  /** The address of a parameter; 0 if the layer has none of the kind. */
  long of(String layer, Parameter parameter) {
    return has(layer, parameter) ? parameters + Float.BYTES * table.start(layer, parameter) : 0;
  }

  long gradientOf(String layer, Parameter parameter) {
    return gradients + Float.BYTES * table.start(layer, parameter);
  }

  /** What batch norm reads, with statistics of the batch or the running ones. */
  Norms.Parameters norm(String layer, long mean, long variance, double eps) {
    return new Norms.Parameters(
        of(layer, Parameter.GAMMA), of(layer, Parameter.BETA), mean, variance, eps);
  }

  /** Weights in the device's order, arranged anew if they have changed. */
  long arranged(String layer, ConvolutionShape shape) {
    long weights = of(layer, Parameter.WEIGHTS);
    if (!device.products().arranges(shape)) {
      return weights;
    }
    long copy =
        arranged.computeIfAbsent(
            layer, name -> device.memory().allocate(shape.weightCount() * device.maps().bytes()));
    if (current.add(layer)) {
      device.products().arrange(shape, weights, copy);
    }
    return copy;
  }

  /** Computes the gradient of a convolution's weights. */
  void convolveBackWeights(String layer, ConvolutionShape shape, long x, long dy) {
    long gradient = gradientOf(layer, Parameter.WEIGHTS);
    if (device.products().arranges(shape)) {
      long inDeviceOrder = scratch.floats(shape.weightCount());
      device.products().convolveBackWeights(shape, x, dy, inDeviceOrder);
      device.products().restore(shape, inDeviceOrder, gradient);
    } else {
      device.products().convolveBackWeights(shape, x, dy, gradient);
    }
  }

  /** Frees the device's memory. */
  void free() {
    device.memory().free(parameters);
    device.memory().free(gradients);
    arranged.values().forEach(device.memory()::free);
    scratch.release();
  }
}
