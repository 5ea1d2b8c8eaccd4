package org.dl4jzoo.zoo.device.trial;

import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.zoo.device.trial.Twins.Side;
import org.dl4jzoo.zoo.device.trial.Twins.Twin;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.weights.file.WeightFile;

/** Inputs, outputs and gradients as PyTorch computed them, and the same on two devices. */
final class TorchCase implements AutoCloseable {

  private final String name;
  private final WeightFile file;
  private final Twins twins;
  private final double bound;

  /** Opens the file of a case; its arrays on the devices are freed with it. */
  TorchCase(Path folder, String name, Twins twins, double bound) {
    this.name = name;
    this.file = WeightFile.open(folder.resolve(name + ".safetensors"));
    this.twins = twins;
    this.bound = bound;
  }

  /** The shape of a tensor. */
  List<Long> shape(String tensor) {
    return file.tensors().get(tensor).shape();
  }

  /** The same of a map. */
  FeatureMap mapShape(String tensor) {
    return FeatureMap.of(shape(tensor).stream().mapToLong(Long::longValue).toArray());
  }

  /** A tensor as a map on the devices. */
  Twin map(String tensor) {
    return twins.map(file.read(tensor));
  }

  /** A tensor as float32 values on the devices. */
  Twin array(String tensor) {
    return twins.array(file.read(tensor));
  }

  /** A map as large as a tensor, of other values. */
  Twin resultMap(String tensor) {
    return twins.map(file.tensors().get(tensor).elements());
  }

  /** Float32 values, as many as a tensor has, but others. */
  Twin result(String tensor) {
    return twins.array(file.tensors().get(tensor).elements());
  }

  /** A tensor's values. */
  float[] values(String tensor) {
    return file.read(tensor);
  }

  /**
   * Compares a result with a tensor.
   *
   * @param factor what the tensor's values are multiplied by
   */
  void compare(String tensor, Twin result, double factor) {
    float[] truth = values(tensor);
    for (int i = 0; i < truth.length; i++) {
      truth[i] *= (float) factor;
    }
    compare(tensor, result, truth);
  }

  /** A call on one of the devices, whose result replaces what is there or is added to it. */
  @FunctionalInterface
  interface Adding {
    void on(Side side, boolean add);
  }

  /** Makes a call that replaces, then one that adds, and compares what is there with a tensor. */
  void compareAdding(String tensor, Twin result, Adding call) {
    for (int count = 1; count <= 2; count++) {
      boolean add = count == 2;
      twins.call(side -> call.on(side, add));
      compare(tensor, result, count);
    }
  }

  /** Compares a result with values. */
  void compare(String where, Twin result, float[] truth) {
    note(where, twins.difference(result, truth));
  }

  /** Notes a difference from what PyTorch has. */
  void note(String where, double difference) {
    twins.note("PyTorch's " + name, where, bound, difference);
  }

  @Override
  public void close() {
    twins.free();
    file.close();
  }
}
