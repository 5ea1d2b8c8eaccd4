package org.dl4jzoo.zoo.device.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.program.Value;

/**
 * Gradients of a network on a device. Parameters stay there from step to step; a batch goes in, and
 * what is asked for comes out. One thread at a time may use it.
 */
public final class DeviceTraining implements AutoCloseable {

  private final Device device;
  private final Value image;
  private final List<DeviceLayer> layers;
  private final Value logits;
  private final ParameterVectors vectors;
  private final Map<Integer, TrainingMemory> plans = new HashMap<>();
  private long block;
  private long blockBytes;
  private long targets;
  private long targetsBytes;
  private int lastBatch;

  /**
   * A network for training.
   *
   * @param layers each after those whose outputs it reads
   * @param logits of the classifier
   * @param table where the layers' parameters lie in the vector
   */
  public DeviceTraining(
      Device device,
      Value image,
      List<DeviceLayer> layers,
      Value logits,
      ParameterTable table,
      NormTraining norms) {
    this.device = device;
    this.image = image;
    this.layers = List.copyOf(layers);
    this.logits = logits;
    this.vectors = new ParameterVectors(device, table, norms);
  }

  /** Bytes that a step on batches of this size needs, besides parameters. */
  public static long bytes(Value image, List<DeviceLayer> layers, Value logits, int batch) {
    return new TrainingMemory(image, layers, logits, batch).bytes();
  }

  /** Parameters and gradients. */
  public ParameterVectors vectors() {
    return vectors;
  }

  /** The device. */
  public Device device() {
    return device;
  }

  /**
   * Says that parameters have changed.
   *
   * @param host address of the vector
   */
  public void upload(long host) {
    device.memory().upload(host, vectors.parameters(), vectors.bytes());
    vectors.changed();
  }

  /** Copies the vector of parameters to the host. */
  public void download(long host) {
    device.memory().download(vectors.parameters(), host, vectors.bytes());
  }

  /** To be called after parameters were changed on the device. */
  public void updated() {
    vectors.changed();
  }

  /**
   * Computes the gradient of the summed loss of a batch.
   *
   * @param images address on the host of [N,H,W,C]
   * @param ofTargets address on the host of [N,classes]
   * @param seed decides what dropout drops
   */
  public void differentiate(int batch, long images, long ofTargets, long seed) {
    TrainingMemory plan =
        plans.computeIfAbsent(batch, size -> new TrainingMemory(image, layers, logits, size));
    reserve(plan.bytes(), (long) Float.BYTES * batch * logits.channels());
    TrainingPass pass = new TrainingPass(vectors, plan, block, batch, targets, seed);
    long bytes = Float.BYTES * pass.values(image);
    device.memory().upload(images, pass.at(image), bytes);
    device.memory().upload(ofTargets, targets, (long) Float.BYTES * batch * logits.channels());
    device.memory().clear(vectors.gradients(), vectors.bytes());
    layers.forEach(layer -> layer.forward(pass));
    for (int i = layers.size() - 1; i >= 0; i--) {
      DeviceLayer layer = layers.get(i);
      if (layer.endsInLoss() || pass.isWritten(layer.output())) {
        layer.backward(pass);
      }
    }
    lastBatch = batch;
  }

  private void reserve(long bytes, long bytesOfTargets) {
    if (bytes > blockBytes) {
      free(block);
      block = device.memory().allocate(bytes);
      blockBytes = bytes;
    }
    if (bytesOfTargets > targetsBytes) {
      free(targets);
      targets = device.memory().allocate(bytesOfTargets);
      targetsBytes = bytesOfTargets;
    }
  }

  private void free(long address) {
    if (address != 0) {
      device.memory().free(address);
    }
  }

  /**
   * Copies the logits of the last batch to the host, [N,classes].
   *
   * @param host address of as many values
   */
  public void logits(long host) {
    long from = block + plans.get(lastBatch).map(logits);
    device.memory().download(from, host, (long) Float.BYTES * lastBatch * logits.channels());
  }

  /** Frees the device's memory. */
  @Override
  public void close() {
    vectors.free();
    free(block);
    free(targets);
  }
}
