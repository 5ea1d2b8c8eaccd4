package org.dl4jzoo.zoo.device.network;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.GrowingMemory;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.device.Routine;
import org.dl4jzoo.zoo.program.LayerWeights;
import org.dl4jzoo.zoo.program.Lifetimes;
import org.dl4jzoo.zoo.program.Value;

/**
 * Inference of a network on a device, with the parameters as they were when it was made. One thread
 * at a time may use it.
 */
public final class DeviceInference implements AutoCloseable {

  private static final long ALIGNMENT = 256;

  private final Device device;
  private final Value image;
  private final Value output;
  private final List<DeviceLayer> layers;
  private final InferenceWeights weights;
  private final Map<Integer, Lifetimes.Placed<Value>> plans = new HashMap<>();
  private final GrowingMemory maps;
  private final Widened widened;
  private final Inputs inputs;
  private final Map<Inputs.Kind, Routine> passes = new HashMap<>();

  /**
   * A network for inference.
   *
   * @param layers each after those whose outputs it reads
   * @param parameters of the layers
   */
  public DeviceInference(
      Device device, Value image, Value output, List<DeviceLayer> layers, LayerWeights parameters) {
    this.device = device;
    this.image = image;
    this.output = output;
    this.layers = List.copyOf(layers);
    this.weights = new InferenceWeights(device, parameters);
    this.maps = new GrowingMemory(device.memory());
    this.widened = new Widened(device);
    this.inputs = new Inputs(device, imageBytes(image));
  }

  /** Bytes that batches of this size need, besides parameters. */
  public static long bytes(
      Value image, Value output, List<DeviceLayer> layers, int batch, MapType maps) {
    return plan(image, output, layers, batch, maps).bytes()
        + Inputs.bytes(maps, batch, imageBytes(image));
  }

  /** What it reads for each image. */
  public Value input() {
    return image;
  }

  /** What it gives for each image. */
  public Value output() {
    return output;
  }

  /**
   * Copies a batch to the device.
   *
   * @param images address on the host of [N,H,W,C]
   */
  public void load(int batch, long images) {
    inputs.load(batch, images);
  }

  /**
   * Copies a batch to the device that {@link #takeAhead} will load, while the device computes what
   * it was asked for. The host's array may change once this returns.
   */
  public void loadAhead(int batch, long images) {
    inputs.loadAhead(batch, images);
  }

  /** Loads the batch that was copied ahead last. */
  public void takeAhead() {
    inputs.takeAhead();
  }

  /** Computes the output of the batch that was loaded last, which stays on the device. */
  public void compute() {
    passes.computeIfAbsent(inputs.kind(), kind -> device.routine(this::infer)).run();
  }

  /** The same calls for all batches of a kind. */
  private void infer() {
    inputs.makeMap();
    InferencePass pass = pass();
    for (DeviceLayer layer : layers) {
      layer.infer(pass);
    }
  }

  /**
   * Copies the output that was computed last to the host.
   *
   * @param result address on the host of [N,H,W,C] or [N,C]
   */
  public void output(long result) {
    long from = pass().at(output);
    long values = values(inputs.size(), output);
    if (endsInSoftmax(layers, output)) {
      device.memory().download(from, result, values * Float.BYTES);
    } else {
      widened.download(from, values, result);
    }
  }

  private InferencePass pass() {
    Lifetimes.Placed<Value> plan =
        plans.computeIfAbsent(
            inputs.size(), size -> plan(image, output, layers, size, device.maps()));
    return new InferencePass(weights, plan.offsets(), maps.bytes(plan.bytes()), image, inputs);
  }

  private static Lifetimes.Placed<Value> plan(
      Value image, Value output, List<DeviceLayer> layers, int batch, MapType maps) {
    Lifetimes<Value> lives = new Lifetimes<>(ALIGNMENT);
    Map<Value, Integer> readAt = new HashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      for (Value input : layers.get(i).inputs()) {
        readAt.put(input, i);
      }
    }
    readAt.put(output, layers.size());
    Set<Value> once = new HashSet<>(Set.of(image));
    for (int i = 0; i < layers.size(); i++) {
      Value value = layers.get(i).output();
      if (once.add(value)) {
        // Probabilities are float32 whatever maps are.
        int each = endsInSoftmax(layers, value) ? Float.BYTES : maps.bytes();
        lives.add(value, values(batch, value) * each, i, readAt.getOrDefault(value, i));
      }
    }
    return lives.place();
  }

  private static boolean endsInSoftmax(List<DeviceLayer> layers, Value value) {
    return layers.stream().anyMatch(layer -> layer.endsInLoss() && layer.output().equals(value));
  }

  private static long values(int batch, Value value) {
    return batch * value.area() * value.channels();
  }

  private static long imageBytes(Value image) {
    return Float.BYTES * values(1, image);
  }

  /** Frees the device's memory. */
  @Override
  public void close() {
    passes.values().forEach(Routine::close);
    weights.free();
    maps.release();
    widened.release();
    inputs.release();
  }
}
