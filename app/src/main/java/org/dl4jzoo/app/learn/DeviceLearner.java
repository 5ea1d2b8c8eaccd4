package org.dl4jzoo.app.learn;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.ByteSize;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.OutOfDeviceMemoryException;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.inference.Logits;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.training.GraphOnDevice;
import org.dl4jzoo.zoo.training.TrainingBatch;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a network on one or more devices with memory of their own, where parameters, their average
 * and the optimizer's state stay from step to step. The first one infers, too.
 */
public final class DeviceLearner implements Learner {

  private static final Logger LOG = LoggerFactory.getLogger(DeviceLearner.class);

  private final ComputationGraph network;
  private final Net net;
  private final List<Device> devices;
  private final boolean whole;
  private final GraphOnDevice steps;
  private final double decay;
  private final INDArray average;

  /** What the parameters in the network's arrays say of images; null if they have changed. */
  private Inference inference;

  /** Whether the device has parameters that the network's arrays have not. */
  private boolean ahead;

  /**
   * Trains a network that is prepared for training.
   *
   * @param net the description of the network, or of the one of which it is a part
   * @param devices which share every batch
   * @param syncNorm whether batch norm takes mean and variance of all their parts together
   * @param decay of the parameters' moving average; 0 for none
   * @param average what it is so far; null if it begins with the parameters as they are
   */
  public DeviceLearner(
      ComputationGraph network,
      Net net,
      List<Device> devices,
      boolean syncNorm,
      double decay,
      INDArray average) {
    this.network = network;
    this.net = net;
    this.devices = List.copyOf(devices);
    this.whole = network.getConfiguration().getNetworkInputs().contains(net.image().name());
    this.steps = new GraphOnDevice(network, net, devices, syncNorm);
    this.decay = decay;
    this.average = average == null && decay > 0 ? network.params().dup() : average;
  }

  @Override
  public ComputationGraph network() {
    return network;
  }

  @Override
  public INDArray learn(
      TrainingBatch batch, long seed, boolean update, Supplier<Optional<TrainingBatch>> next) {
    forgetInference();
    ahead = true;
    INDArray logits;
    int skipped = steps.skipped();
    try {
      logits = steps.learn(batch, seed, update, next);
    } catch (OutOfDeviceMemoryException e) {
      throw tooLarge(Math.toIntExact(batch.input().size(0)), e);
    }
    if (steps.skipped() > skipped) {
      LOG.warn(
          "a step was skipped, as gradients in half precision overflowed; the loss is scaled by {}"
              + " from now on",
          steps.lossScale());
    }
    if (update && average != null) {
      int step = network.getIterationCount();
      steps.follow(Math.min(decay, (1.0 + step) / (10.0 + step)), average);
    }
    return logits;
  }

  private UsageException tooLarge(int batch, OutOfDeviceMemoryException e) {
    int fits = steps.largestBatch(batch - 1, e);
    return new UsageException(
        "a batch of %d images takes %s of %s has %s left; %s"
            .formatted(
                batch,
                new ByteSize(steps.bytes(batch)),
                devices.size() == 1
                    ? "the GPU, which"
                    : "each of the %d GPUs, one of which".formatted(devices.size()),
                new ByteSize(e.available()),
                fits == 0 ? "none fits" : "--batch-size %d fits".formatted(fits)),
        e);
  }

  @Override
  public double gradientNorm() {
    return steps.gradientNorm();
  }

  @Override
  public boolean isFinite() {
    return steps.isFinite();
  }

  /** A part of a network, which begins with features, is small and inferred on the CPU. */
  @Override
  public INDArray logits(INDArray images, Supplier<Optional<INDArray>> next) {
    if (ahead) {
      bring();
    }
    if (!whole) {
      return Logits.of(network, images);
    }
    if (inference == null) {
      inference = Inference.onDevice(network, net, net.logits(), devices.get(0));
    }
    return inference.of(images, next);
  }

  private void forgetInference() {
    if (inference != null) {
      inference.close();
      inference = null;
    }
  }

  @Override
  public void withAverage(Runnable work) {
    bring();
    if (average == null) {
      work.run();
      return;
    }
    steps.bringAverage(average);
    INDArray own = network.params().dup();
    network.params().assign(average);
    forgetInference();
    try {
      work.run();
    } finally {
      network.params().assign(own);
      forgetInference();
    }
  }

  @Override
  public INDArray average() {
    if (average != null) {
      steps.bringAverage(average);
    }
    return average;
  }

  @Override
  public void bring() {
    steps.bring();
    ahead = false;
  }

  /** The devices stay open. */
  @Override
  public void close() {
    forgetInference();
    steps.close();
  }
}
