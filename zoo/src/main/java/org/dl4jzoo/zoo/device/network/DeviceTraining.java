package org.dl4jzoo.zoo.device.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.LongPointer;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.GrowingMemory;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.device.Routine;
import org.dl4jzoo.zoo.program.Value;

/**
 * A network for training on a device. Parameters stay there from step to step; a batch goes in, and
 * what is asked for comes out. One thread at a time may use it.
 */
public final class DeviceTraining implements AutoCloseable {

  private final Device device;
  private final Value image;
  private final List<DeviceLayer> layers;
  private final Value logits;
  private final ParameterVectors vectors;
  private final Map<Integer, TrainingMemory> plans = new HashMap<>();
  private final GrowingMemory maps;
  private final Inputs inputs;
  private final boolean drops;
  private final GrowingMemory seed;
  private final LongPointer hostSeed = new LongPointer(1);
  private final Map<Inputs.Kind, Routine> passes = new HashMap<>();
  private final StepReport report;
  private double lossScale;
  private long sum;

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
    this.maps = new GrowingMemory(device.memory());
    this.inputs = new Inputs(device, bytes(image), bytes(logits));
    this.drops = layers.stream().anyMatch(DropoutLayer.class::isInstance);
    this.seed = new GrowingMemory(device.memory());
    this.report = new StepReport(device);
    this.lossScale = new LossScale(device.maps()).factor();
  }

  private static long bytes(Value value) {
    return Float.BYTES * value.area() * value.channels();
  }

  /** Bytes that a step on batches of this size needs, besides parameters. */
  public static long bytes(
      Value image, List<DeviceLayer> layers, Value logits, int batch, MapType maps) {
    return new TrainingMemory(layers, logits, batch, maps).bytes()
        + Inputs.bytes(maps, batch, bytes(image), bytes(logits));
  }

  /** Bytes of what {@link #bytes} tells that are allocated already. */
  public long held() {
    return maps.size() + inputs.held();
  }

  /** Whether maps have memory: not after there was too little for them. */
  public boolean hasMaps() {
    return maps.size() > 0;
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

  /** To be called where parameters may have changed on the device. */
  public void updated() {
    vectors.changed();
  }

  /**
   * Copies a batch to the device.
   *
   * @param images address on the host of [N,H,W,C]
   * @param ofTargets address on the host of [N,classes]
   */
  public void load(int size, long images, long ofTargets) {
    inputs.load(size, images, ofTargets);
  }

  /**
   * Copies a batch to the device that {@link #takeAhead} will load, while the device computes what
   * it was asked for. The host's arrays may change once this returns.
   *
   * @param images address on the host of [N,H,W,C]
   * @param ofTargets address on the host of [N,classes]
   */
  public void loadAhead(int size, long images, long ofTargets) {
    inputs.loadAhead(size, images, ofTargets);
  }

  /** Loads the batch that was copied ahead last. */
  public void takeAhead() {
    inputs.takeAhead();
  }

  private TrainingMemory plan() {
    return plans.computeIfAbsent(
        inputs.size(), size -> new TrainingMemory(layers, logits, size, device.maps()));
  }

  /** Bytes of an image as the network takes it. */
  public long imageBytes() {
    return bytes(image);
  }

  /** Bytes of the targets of an image, and of its logits. */
  public long rowBytes() {
    return bytes(logits);
  }

  /** The layers, each after those whose outputs it reads. */
  public List<DeviceLayer> layers() {
    return layers;
  }

  /** Decides what dropout drops from now on. */
  public void draw(long newSeed) {
    if (drops) {
      hostSeed.put(newSeed);
      device.memory().upload(hostSeed.address(), seed.bytes(Long.BYTES), Long.BYTES);
    }
  }

  /**
   * Makes the calls that compute the batch which was loaded. They must be the same for all batches
   * of its size, as the device may replay them.
   */
  public void repeat(Runnable calls) {
    passes.computeIfAbsent(inputs.kind(), kind -> device.routine(calls)).run();
  }

  /** Sets the gradient to 0. */
  public void clearGradient() {
    device.memory().clear(vectors.gradients(), vectors.bytes());
  }

  /**
   * Multiplies the loss of later steps by a factor, until {@link #unscale}.
   *
   * @param factor a power of 2
   */
  public void scaleLoss(double factor) {
    if (factor != lossScale) {
      lossScale = factor;
      // What was kept of the calls has the factor of before.
      closePasses();
    }
  }

  /** Divides the gradient by what the loss was multiplied by. */
  public void unscale() {
    if (lossScale != 1) {
      device.updates().scale(vectors.length(), 1 / lossScale, vectors.gradients());
    }
  }

  private void closePasses() {
    passes.values().forEach(Routine::close);
    passes.clear();
  }

  /**
   * A step on the batch that was loaded last, for its layers to take.
   *
   * @param firstImage place of the first image, if it is a part of a batch
   */
  public TrainingPass pass(int firstImage) {
    TrainingMemory plan = plan();
    long block = maps.bytes(plan.bytes());
    inputs.makeMap();
    return new TrainingPass(
        vectors, plan, block, image, inputs, firstImage, seed.address(), lossScale);
  }

  /**
   * Copies the logits of the last batch to the host, [N,classes].
   *
   * @param host address of as many values
   */
  public void logits(long host) {
    report.download(maps.address() + plan().map(logits), valuesOfLogits(), host);
  }

  private long valuesOfLogits() {
    return inputs.size() * rowBytes() / Float.BYTES;
  }

  /** Sums up the squares of the gradient; {@link #logits} then brings the sum along. */
  public void sumSquares() {
    report.sumSquares(vectors.length(), vectors.gradients(), valuesOfLogits());
  }

  /** The sum that {@link #sumSquares} asked for; NaN or infinite if a value is. */
  public double squares() {
    return report.squares();
  }

  /** Keeps the gradient, to be added to that of the next batches. */
  public void keepGradient() {
    if (sum == 0) {
      sum = device.memory().allocate(vectors.bytes());
      device.memory().clear(sum, vectors.bytes());
    }
    addVector(vectors.gradients(), sum);
  }

  /** Adds all gradients that were kept, which then are forgotten. */
  public void addKeptGradients() {
    addVector(sum, vectors.gradients());
    device.memory().clear(sum, vectors.bytes());
  }

  private void addVector(long from, long to) {
    device.updates().subtract(vectors.length(), -1, to, from);
  }

  /** Frees the device's memory. */
  @Override
  public void close() {
    vectors.free();
    if (sum != 0) {
      device.memory().free(sum);
    }
    closePasses();
    report.release();
    hostSeed.close();
    seed.release();
    maps.release();
    inputs.release();
  }
}
