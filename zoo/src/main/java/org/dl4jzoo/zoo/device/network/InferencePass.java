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
  private final int batch;

  /**
   * A batch.
   *
   * @param block address of the memory that was planned
   * @param offsets bytes from there to each map
   */
  InferencePass(InferenceWeights weights, Map<Value, Long> offsets, long block, int batch) {
    this.weights = weights;
    this.offsets = offsets;
    this.block = block;
    this.batch = batch;
  }

  Device device() {
    return weights.device();
  }

  InferenceWeights weights() {
    return weights;
  }

  int batch() {
    return batch;
  }

  FeatureMap map(Value value) {
    return new FeatureMap(batch, value.height(), value.width(), value.channels());
  }

  long rows(Value value) {
    return batch * value.area();
  }

  long at(Value value) {
    return block + offsets.get(value);
  }
}
