package org.dl4jzoo.zoo.device.network;

import java.util.Map;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.program.Value;

/** What layers see of one batch of inference: addresses on the device. */
public final class InferencePass {

  private final InferenceWeights weights;
  private final Map<Value, Long> offsets;
  private final long block;
  private final Value image;
  private final Inputs inputs;

  /**
   * A batch.
   *
   * @param block address of the memory that was planned
   * @param offsets bytes from there to each map but the image
   * @param image what the network begins with
   * @param inputs its map
   */
  InferencePass(
      InferenceWeights weights, Map<Value, Long> offsets, long block, Value image, Inputs inputs) {
    this.weights = weights;
    this.offsets = offsets;
    this.block = block;
    this.image = image;
    this.inputs = inputs;
  }

  Device device() {
    return weights.device();
  }

  InferenceWeights weights() {
    return weights;
  }

  int batch() {
    return inputs.size();
  }

  FeatureMap map(Value value) {
    return new FeatureMap(batch(), value.height(), value.width(), value.channels());
  }

  long rows(Value value) {
    return batch() * value.area();
  }

  long at(Value value) {
    return value.equals(image) ? inputs.map() : block + offsets.get(value);
  }
}
