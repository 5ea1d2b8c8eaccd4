package org.dl4jzoo.app.bench;

import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.backend.GpuMemory;
import org.dl4jzoo.app.backend.MachineMemory;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.device.CurrentDevice;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.inference.Quantization;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.Precision;
import org.dl4jzoo.zoo.layer.kernel.KernelTimes;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.summary.MemoryEstimate;
import org.dl4jzoo.zoo.program.Value;
import org.dl4jzoo.zoo.training.DeviceMemory;
import org.dl4jzoo.zoo.training.GraphOnDevice;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.Training;
import org.dl4jzoo.zoo.training.TrainingBatch;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One batch of random images again and again, with Adam where a step trains.
 *
 * @param architecture the network
 * @param options its options
 * @param batchSize images a step
 * @param execution what computes
 * @param memory how much memory training takes
 * @param mode what a step does
 * @param int8 whether the network is quantized for inference, on oneDNN
 */
public record RandomImages(
    Architecture architecture,
    ModelOptions options,
    int batchSize,
    Execution execution,
    MemoryUse memory,
    BenchMode mode,
    boolean int8)
    implements Workload {

  private static final long SEED = 1;

  /**
   * Checks the batch.
   *
   * @throws UsageException if it has no image, its array would be too long, or the network has
   *     nothing to train for
   */
  public RandomImages {
    if (batchSize < 1) {
      throw new UsageException("batch-size must be at least 1; got " + batchSize);
    }
    ImageShape image = options.image();
    long valuesAnImage = (long) image.height() * image.width() * image.channels();
    // An array of Java, through which ND4J reads and writes, has fewer than 2^31 values.
    if (valuesAnImage > Integer.MAX_VALUE / batchSize) {
      throw new UsageException(
          "a batch must have fewer than 2^31 values; got %d images of %s"
              .formatted(batchSize, image));
    }
    if (mode == BenchMode.TRAIN && !options.includeTop()) {
      throw new UsageException("mode train needs the classifier; got --no-include-top");
    }
  }

  @Override
  public String model() {
    return architecture.info().name();
  }

  @Override
  public String precision() {
    return int8 ? "int8" : Workload.super.precision();
  }

  @Override
  public String images() {
    return "random";
  }

  @Override
  public Steps begin(KernelTimes kernels, boolean byVertex) {
    boolean onDevice = execution.engine() == Engine.CUDA && CurrentDevice.get().isPresent();
    if (mode == BenchMode.INFER && !byVertex && (onDevice || execution.engine() == Engine.ONEDNN)) {
      return inference(kernels);
    }
    ComputationGraph network = network(execution.timed(kernels));
    INDArray batch = batch(batchSize);
    if (mode == BenchMode.INFER) {
      return new Repeated(batchSize, network, () -> network.output(false, batch));
    }
    INDArray[] labels = labels(network, batchSize);
    if (onDevice) {
      Net net = Models.net(architecture, options);
      GraphOnDevice steps = new GraphOnDevice(network, net, CurrentDevice.get().orElseThrow());
      TrainingBatch learned = new TrainingBatch(batch, labels[0]);
      Optional<TrainingBatch> next = Optional.of(learned);
      return new Repeated(
          batchSize, network, () -> steps.learn(learned, 0, true, () -> next).close());
    }
    INDArray[] inputs = {batch};
    return new Repeated(batchSize, network, () -> network.fit(inputs, labels));
  }

  private Steps inference(KernelTimes kernels) {
    ComputationGraph network = network(execution);
    Net net = Models.net(architecture, options);
    INDArray batch = batch(batchSize);
    Inference inference = inference(network, net, kernels);
    Optional<INDArray> next = Optional.of(batch);
    return new Repeated(batchSize, network, () -> inference.of(batch, () -> next).close());
  }

  private Inference inference(ComputationGraph network, Net net, KernelTimes kernels) {
    if (int8) {
      return quantized(network, net, kernels);
    }
    return execution.engine() == Engine.ONEDNN && execution.precision() == Precision.BF16
        ? Inference.bfloat16(network, net, net.outputs().get(0).value(), kernels)
        : Inference.timed(network, net, kernels);
  }

  /** Every value of the network is kept for as many images as ranges are measured on. */
  private Inference quantized(ComputationGraph network, Net net, KernelTimes kernels) {
    Quantization quantization = new Quantization(network, net);
    quantization.observe(batch(1));
    Value output = net.outputs().get(0).value();
    return Inference.quantized(net, output, quantization.quantized(), kernels);
  }

  private record Repeated(int batchSize, ComputationGraph network, Runnable step) implements Steps {

    @Override
    public void take() {
      step.run();
    }
  }

  /**
   * A new network, ready for what a step does.
   *
   * @throws UsageException if it can't fit into the memory of this machine
   */
  ComputationGraph network(Execution asked) {
    checkMemory();
    ComputationGraph network = Models.network(architecture, options, asked, SEED);
    if (mode == BenchMode.TRAIN) {
      Training.prepare(network, TrainingSettings.of(Optimizer.ADAM, 1e-3).with(asked).with(memory));
    }
    return network;
  }

  private void checkMemory() {
    MemoryEstimate estimate = Models.summary(architecture, options).memory();
    Optional<Device> device =
        execution.engine() == Engine.CUDA ? CurrentDevice.get() : Optional.empty();
    if (device.isPresent()) {
      checkMemory(device.get(), estimate.parameters());
    } else if (mode == BenchMode.TRAIN) {
      MachineMemory.check(
          "training " + model(),
          batchSize,
          batch -> estimate.trainingBytes(batch, memory),
          memory == MemoryUse.LOW
              ? "a smaller --image-size"
              : "--memory low or a smaller --image-size");
    } else {
      MachineMemory.check(
          "inference of " + model(), batchSize, estimate::inferenceBytes, "a smaller --image-size");
    }
  }

  private void checkMemory(Device device, long parameters) {
    Net net = Models.net(architecture, options);
    if (mode == BenchMode.TRAIN) {
      GpuMemory.check(
          "training " + model(),
          batchSize,
          batch -> DeviceMemory.trainingBytes(net, parameters, batch, device.maps()),
          device);
    } else {
      GpuMemory.check(
          "inference of " + model(),
          batchSize,
          batch -> DeviceMemory.inferenceBytes(net, parameters, batch, device.maps()),
          device);
    }
  }

  INDArray batch(int size) {
    ImageShape image = options.image();
    return Nd4j.rand(DataType.FLOAT, size, image.height(), image.width(), image.channels());
  }

  /** Labels for every output of the network. */
  INDArray[] labels(ComputationGraph network, int size) {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, size, options.classes());
    for (int i = 0; i < size; i++) {
      labels.putScalar(i, i % options.classes(), 1);
    }
    INDArray[] ofEachOutput = new INDArray[network.getNumOutputArrays()];
    Arrays.fill(ofEachOutput, labels);
    return ofEachOutput;
  }
}
