package org.dl4jzoo.app.train;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.dl4jzoo.app.backend.GpuMemory;
import org.dl4jzoo.app.backend.MachineMemory;
import org.dl4jzoo.app.console.ByteSize;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.setting.ClassifierOptions;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.FreeHeap;
import org.dl4jzoo.data.batch.CacheMode;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.zoo.device.CurrentDevice;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.replica.BatchParts;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.summary.MemoryEstimate;
import org.dl4jzoo.zoo.training.DeviceMemory;

/**
 * The memory that a training takes: that of its steps, of validation and test, of the batches that
 * are read ahead, and of the decoded images that are kept.
 */
final class TrainingMemory {

  /** A batch of our choice is not larger: above it networks need other learning rates. */
  private static final int LARGEST_CHOICE = 256;

  /** Of a network in a checkpoint: parameters and the two moments of Adam. */
  private static final long ARRAYS_READ = 3;

  private final TrainConfig config;
  private final TrainingData data;
  private final MemoryEstimate ofSteps;

  private final Net net;
  private final List<Device> devices;

  /** That of a training with these images. */
  TrainingMemory(TrainConfig config, TrainingData data) {
    this.config = config;
    this.data = data;
    ModelOptions options = ClassifierOptions.of(config, data.classes().size());
    this.ofSteps = Models.summary(Models.named(config.model()), options).memory();
    this.net = Models.net(Models.named(config.model()), options);
    this.devices = config.engine() == Engine.CUDA ? CurrentDevice.all() : List.of();
  }

  private long bytes(int batch) {
    return ofSteps.trainingBytes(batch, config.memory())
        + vectorsBytes()
        + testBytes(batch)
        + ImageBatches.bytesAhead(batch, data.preprocessing())
        + keptBytes();
  }

  /** Of the average of the weights, and of the gradient of a step's batches so far. */
  private long vectorsBytes() {
    int vectors = (config.emaDecay() > 0 ? 1 : 0) + (config.accumulate() > 1 ? 1 : 0);
    return (long) vectors * Float.BYTES * ofSteps.parameters();
  }

  /**
   * Of validation and test, beyond what the steps take: these compute batches of the same size
   * while the trained network still holds its maps, and the test reads the best network beside it.
   */
  private long testBytes(int batch) {
    return ofSteps.inferenceBytes(batch)
        - ofSteps.inferenceBytes(0)
        + ARRAYS_READ * Float.BYTES * ofSteps.parameters();
  }

  /**
   * Every device has its part of a batch; on the first, validation computes batches of the same
   * size beside what the steps hold.
   */
  private long bytesOnDevice(Device device, int batch) {
    int part = new BatchParts(batch, devices.size()).largest();
    return DeviceMemory.trainingBytes(net, ofSteps.parameters(), part, device.maps())
        + vectorsBytes()
        + (device == devices.get(0) ? inferenceBytes(device, batch) : 0);
  }

  private long inferenceBytes(Device device, int batch) {
    return DeviceMemory.inferenceBytes(net, ofSteps.parameters(), batch, device.maps());
  }

  /** Where nothing is said, images are kept in RAM if they take less than half of the free heap. */
  private long keptBytes() {
    long all =
        (long) data.preprocessing().bytes()
            * (data.countOfTraining() + data.split().examples(Subset.VALIDATION).size());
    boolean inRam =
        config.cache() == CacheMode.RAM
            || (config.cache() == CacheMode.AUTO && all <= FreeHeap.bytes() / 2);
    return inRam ? all : 0;
  }

  /**
   * The settings with the largest batch that fits where {@code auto} was asked for, and with all
   * images as one batch where there are fewer than it has.
   */
  TrainConfig withBatch(ProgressDisplay display) {
    int images = data.fewestToTrain();
    if (config.batchSize() != null) {
      return images < config.batchSize() ? lowered(images, display) : config;
    }
    int most = Math.min(LARGEST_CHOICE, images);
    int batch =
        devices.stream()
            .mapToInt(gpu -> largestBatch(most, gpu))
            .min()
            .orElseGet(() -> MachineMemory.largestBatch(most, this::bytes));
    long taken = devices.isEmpty() ? bytes(batch) : bytesOnDevice(devices.get(0), batch);
    display.line(
        "batch-size auto: %d, with which training takes about %s"
            .formatted(batch, new ByteSize(taken)));
    return config.with("batch-size", batch);
  }

  private TrainConfig lowered(int images, ProgressDisplay display) {
    display.line(
        "batch-size is lowered from %d, the default, to the %s"
            .formatted(config.batchSize(), data.wordsOfFewest()));
    return config.with("batch-size", images);
  }

  private int largestBatch(int most, Device device) {
    return GpuMemory.largestBatch(most, batch -> bytesOnDevice(device, batch), device);
  }

  /** The device that fewest images fit into. */
  private Device tightest() {
    int batch = config.batchSize();
    return Collections.min(devices, Comparator.comparingInt(device -> largestBatch(batch, device)));
  }

  /** At least: that of the frozen layers, which compute features, and of what is read and kept. */
  private long bytesWithFrozenLayers(int batch) {
    return ofSteps.inferenceBytes(batch)
        + ImageBatches.bytesAhead(batch, data.preprocessing())
        + keptBytes();
  }

  /**
   * Refuses a batch that can't fit.
   *
   * @throws org.dl4jzoo.app.console.UsageException naming the largest that does
   */
  void check() {
    boolean trainsAll = Phase.of(config).stream().anyMatch(phase -> phase.from() == null);
    String what = "training " + config.model();
    if (!devices.isEmpty()) {
      Device tightest = trainsAll ? tightest() : devices.get(0);
      GpuMemory.check(
          what,
          config.batchSize(),
          batch -> trainsAll ? bytesOnDevice(tightest, batch) : inferenceBytes(tightest, batch),
          tightest);
      return;
    }
    MachineMemory.check(
        what,
        config.batchSize(),
        trainsAll ? this::bytes : this::bytesWithFrozenLayers,
        config.memory() == MemoryUse.LOW || !trainsAll
            ? "a smaller --image-size"
            : "--memory low or a smaller --image-size");
  }
}
