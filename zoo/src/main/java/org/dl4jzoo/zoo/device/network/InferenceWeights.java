package org.dl4jzoo.zoo.device.network;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.Norms;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.program.LayerWeights;

/** Weights on a device with batch norm folded in, made once for batches of any size. */
final class InferenceWeights {

  private final Device device;
  private final LayerWeights parameters;
  private final Map<String, Folded> folded = new HashMap<>();
  private final Map<String, Norms.Parameters> norms = new HashMap<>();
  private final List<Long> allocated = new ArrayList<>();

  /** Weights in the device's order, and what is added to each output. */
  record Folded(long weights, long shift) {}

  InferenceWeights(Device device, LayerWeights parameters) {
    this.device = device;
    this.parameters = parameters;
  }

  Device device() {
    return device;
  }

  /** Those of a convolution, times the scale of its norm. */
  Folded convolution(String name, ConvolutionShape shape, OptionalDouble eps) {
    return folded.computeIfAbsent(name, key -> fold(parameters.of(name), shape, eps));
  }

  private Folded fold(LayerWeights.Layer layer, ConvolutionShape shape, OptionalDouble eps) {
    float[] weights = values(layer.weights());
    int outputs = Math.toIntExact(shape.out());
    float[] shifts = layer.bias() == null ? new float[outputs] : values(layer.bias());
    int length = weights.length / outputs;
    for (int out = 0; eps.isPresent() && out < outputs; out++) {
      float scale = layer.norm().scale(out, eps.getAsDouble());
      shifts[out] = layer.norm().shift(out, eps.getAsDouble(), shifts[out]);
      for (int i = out * length; i < (out + 1) * length; i++) {
        weights[i] *= scale;
      }
    }
    long plain = upload(weights);
    if (!device.products().arranges(shape)) {
      return new Folded(plain, upload(shifts));
    }
    long arranged = allocate((long) device.maps().bytes() * weights.length);
    device.products().arrange(shape, plain, arranged);
    return new Folded(arranged, upload(shifts));
  }

  /** A norm by running statistics. */
  Norms.Parameters norm(String name, double eps) {
    return norms.computeIfAbsent(
        name,
        key -> {
          LayerWeights.Norm norm = parameters.of(name).norm();
          return new Norms.Parameters(
              upload(values(norm.gamma())),
              upload(values(norm.beta())),
              upload(values(norm.mean())),
              upload(values(norm.variance())),
              eps);
        });
  }

  private static float[] values(FloatBuffer buffer) {
    float[] values = new float[buffer.capacity()];
    buffer.get(0, values);
    return values;
  }

  private long upload(float[] values) {
    long address = allocate((long) Float.BYTES * values.length);
    try (FloatPointer host = new FloatPointer(values)) {
      device.memory().upload(host.address(), address, (long) Float.BYTES * values.length);
    }
    return address;
  }

  private long allocate(long bytes) {
    long address = device.memory().allocate(bytes);
    allocated.add(address);
    return address;
  }

  void free() {
    allocated.forEach(device.memory()::free);
    allocated.clear();
  }
}
