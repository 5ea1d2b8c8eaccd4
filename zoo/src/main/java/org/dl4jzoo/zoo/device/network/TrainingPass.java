package org.dl4jzoo.zoo.device.network;

import java.util.HashSet;
import java.util.Set;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.program.Value;

/**
 * What layers see of one training step on one device, which may have a part of the batch only:
 * addresses there.
 */
public final class TrainingPass {

  private final ParameterVectors vectors;
  private final TrainingMemory memory;
  private final long block;
  private final Value image;
  private final Inputs inputs;
  private final int firstImage;
  private final long seed;
  private final double lossScale;
  private final Set<Value> written = new HashSet<>();

  /** Where a gradient goes, and whether it is added to what is there. */
  public record Target(long address, boolean add) {}

  /**
   * A step.
   *
   * @param block address of the memory that was planned
   * @param image what the network begins with
   * @param inputs the image's map and the targets, [batch, classes], of images on this device
   * @param firstImage place of the first of them in the whole batch
   * @param seed address of the number that decides what dropout drops
   * @param lossScale what the loss is multiplied by
   */
  TrainingPass(
      ParameterVectors vectors,
      TrainingMemory memory,
      long block,
      Value image,
      Inputs inputs,
      int firstImage,
      long seed,
      double lossScale) {
    this.vectors = vectors;
    this.memory = memory;
    this.block = block;
    this.image = image;
    this.inputs = inputs;
    this.firstImage = firstImage;
    this.seed = seed;
    this.lossScale = lossScale;
  }

  Device device() {
    return vectors.device();
  }

  ParameterVectors parameters() {
    return vectors;
  }

  int batch() {
    return inputs.size();
  }

  long targets() {
    return inputs.address(1);
  }

  /** Where the step's seed of random numbers is. */
  long seed() {
    return seed;
  }

  /** What all gradients are larger by than those of the loss. */
  double lossScale() {
    return lossScale;
  }

  FeatureMap map(Value value) {
    return new FeatureMap(batch(), value.height(), value.width(), value.channels());
  }

  /** Pixels of all images of a map, or vectors. */
  long rows(Value value) {
    return batch() * value.area();
  }

  /** Values of a map. */
  long values(Value value) {
    return rows(value) * value.channels();
  }

  /** The place of the first value of a map among those of the whole batch. */
  long first(Value value) {
    return firstImage * value.area() * value.channels();
  }

  /** The address of a map. */
  long at(Value value) {
    return value.equals(image) ? inputs.map() : block + memory.map(value);
  }

  long kept(DeviceLayer layer, int index) {
    return block + memory.kept(layer, index);
  }

  /** Whether the gradient by a value is needed. */
  boolean hasGradient(Value value) {
    return memory.hasGradient(value);
  }

  /** Whether the gradient by a value is there. */
  public boolean isWritten(Value value) {
    return written.contains(value);
  }

  /** The gradient by a layer's output, which all that read it have written. */
  public long gradient(Value output) {
    return block + memory.gradient(output);
  }

  /** Where a layer writes its gradient by an input. */
  Target target(Value input) {
    return new Target(block + memory.gradient(input), !written.add(input));
  }

  /** Weights in the device's order. */
  long weights(String layer, ConvolutionShape shape) {
    return vectors.arranged(layer, shape);
  }
}
