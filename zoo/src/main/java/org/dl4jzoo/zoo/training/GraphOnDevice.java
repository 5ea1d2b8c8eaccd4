package org.dl4jzoo.zoo.training;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.OutOfDeviceMemoryException;
import org.dl4jzoo.zoo.device.network.DeviceOptimizer;
import org.dl4jzoo.zoo.device.network.DeviceTraining;
import org.dl4jzoo.zoo.device.replica.BatchParts;
import org.dl4jzoo.zoo.device.replica.Replicas;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.offheap.Address;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Steps of a Deeplearning4j network that one or more devices take, each with its part of every
 * batch. Parameters, gradients and the optimizer's state stay on the devices from step to step, in
 * the order of the network's own vectors, into which {@link #bring} copies them. Updates are
 * counted in the network.
 */
public final class GraphOnDevice implements AutoCloseable {

  private final ComputationGraph network;
  private final Device device;
  private final GraphPart part;
  private final Replicas replicas;
  private final DeviceTraining training;
  private final List<DeviceOptimizer> optimizers;
  private final List<ParameterStretch> stretches;
  private final StepGradient gradient;
  private final AverageOnDevice average;
  private final long classes;
  private final Optional<INDArray> classWeights;
  private TrainingBatch ahead;
  private int images;
  private int batches;
  private int parts;

  /**
   * Puts a network on a device.
   *
   * @param network one that {@link Training} prepared, or a part of one
   * @param net its description, or that of the network of which it is a part
   */
  public GraphOnDevice(ComputationGraph network, Net net, Device device) {
    this(network, net, List.of(device), false);
  }

  /**
   * Puts a replica of a network on each of several devices. Running statistics of batch norm take
   * the mean of the steps that the devices' parts of a batch give.
   *
   * @param network one that {@link Training} prepared, or a part of one
   * @param net its description, or that of the network of which it is a part
   * @param devices of which the first has what is asked of the network
   * @param syncNorm whether batch norm takes mean and variance of the whole batch, instead of those
   *     of each device's part
   */
  public GraphOnDevice(ComputationGraph network, Net net, List<Device> devices, boolean syncNorm) {
    this.network = network;
    this.device = devices.get(0);
    this.part = GraphPart.of(network, net);
    this.replicas = new Replicas(devices.stream().map(part::training).toList(), syncNorm);
    this.training = replicas.first();
    this.classes = net.logits().channels();
    this.classWeights = part.classWeights();
    OnePassUpdater updater = (OnePassUpdater) network.getUpdater();
    this.stretches = updater.stretches();
    if (stretches.isEmpty()) {
      throw new IllegalArgumentException("the updater does what no device does");
    }
    this.gradient = new StepGradient(training, updater.clip());
    this.average = new AverageOnDevice(device, training.vectors());
    INDArray state = updater.getStateViewArray();
    long kept = state == null ? 0 : state.length();
    this.optimizers =
        replicas.all().stream().map(replica -> new DeviceOptimizer(replica, kept)).toList();
    upload();
  }

  /** Copies parameters and optimizer's state from the network's arrays. */
  public void upload() {
    long parameters = Address.of(network.params()).address();
    replicas.all().forEach(replica -> replica.upload(parameters));
    INDArray state = network.getUpdater().getStateViewArray();
    if (state != null) {
      long kept = Address.of(state).address();
      optimizers.forEach(optimizer -> optimizer.upload(kept));
    }
  }

  /**
   * Computes the gradient of a batch, and updates the parameters where the step ends with it.
   *
   * @param batch images, or the features that the part of a network begins with, and targets
   * @param seed decides what dropout zeroes
   * @param next gives the batch of the next call, if there is one; asked while the device computes
   *     this one, so that the next is copied meanwhile
   * @return the first classifier's logits, [N,K], before the update
   */
  @SuppressWarnings("ReferenceEquality") // Equal numbers in other arrays were not copied.
  public INDArray learn(
      TrainingBatch batch, long seed, boolean update, Supplier<Optional<TrainingBatch>> next) {
    if (ahead == batch) {
      replicas.takeAhead();
    } else {
      copy(batch, replicas::load);
    }
    ahead = null;
    parts += replicas.parts();
    replicas.differentiate(seed);
    next.get().ifPresent(this::copyAhead);
    int size = Math.toIntExact(batch.input().size(0));
    images += size;
    batches++;
    if (update) {
      update(size);
    } else {
      replicas.keepGradients();
    }
    INDArray logits = Nd4j.createUninitializedDetached(DataType.FLOAT, size, classes);
    replicas.logits(Address.of(logits).address());
    gradient.logitsCame();
    return logits;
  }

  /** The same of a batch that no other is known to follow. */
  public INDArray learn(INDArray input, INDArray targets, long seed, boolean update) {
    return learn(new TrainingBatch(input, targets), seed, update, Optional::empty);
  }

  private void copyAhead(TrainingBatch batch) {
    copy(batch, replicas::loadAhead);
    ahead = batch;
  }

  /** Takes a batch's size and the addresses of its images and targets, which it copies. */
  private interface Load {
    void of(int size, long images, long targets);
  }

  private void copy(TrainingBatch batch, Load load) {
    INDArray targets = batch.targets();
    INDArray from = dense(batch.input());
    INDArray to = dense(classWeights.map(targets::mulRowVector).orElse(targets));
    try {
      load.of(Math.toIntExact(from.size(0)), Address.of(from).address(), Address.of(to).address());
    } finally {
      Reference.reachabilityFence(from);
      Reference.reachabilityFence(to);
    }
  }

  private static INDArray dense(INDArray array) {
    return array.ordering() == 'c' && !array.isView() ? array : array.dup('c');
  }

  /** Takes a step with the gradients of all its batches, the last of which has so many images. */
  private void update(int last) {
    if (batches > 1) {
      replicas.addKeptGradients();
    }
    replicas.sumGradients();
    if (parts > 1) {
      scaleStatistics((double) images / ((double) parts * last));
    }
    int iteration = network.getIterationCount();
    if (gradient.accepts(images)) {
      apply(last, iteration);
    }
    replicas.scaleLoss(gradient.lossScale());
    network.getConfiguration().setIterationCount(iteration + 1);
    images = 0;
    batches = 0;
    parts = 0;
  }

  private void apply(int last, int iteration) {
    double scale = gradient.scale();
    int epoch = network.getConfiguration().getEpochCount();
    for (ParameterStretch stretch : stretches) {
      double rate = stretch.isPlain() ? 0 : stretch.updater().getLearningRate(iteration, epoch);
      DeviceOptimizer.Stretch same = stretch.onDevice();
      double plainScale = (double) last / images;
      optimizers.forEach(own -> own.apply(same, scale, plainScale, rate, iteration));
    }
  }

  /**
   * The steps of running statistics count as in the sum that Deeplearning4j divides by the last.
   */
  private void scaleStatistics(double factor) {
    for (ParameterStretch stretch : stretches) {
      if (stretch.isPlain()) {
        for (DeviceTraining replica : replicas.all()) {
          long start = replica.vectors().gradients() + Float.BYTES * stretch.start();
          long values = stretch.end() - stretch.start();
          replica.device().updates().scale(values, factor, start);
        }
      }
    }
  }

  /**
   * The norm of the last step's gradient, that of the mean loss, before it was clipped; 0 if the
   * step was skipped.
   */
  public double gradientNorm() {
    return gradient.norm();
  }

  /** Steps so far that were not taken, as gradients in half precision overflowed. */
  public int skipped() {
    return gradient.skipped();
  }

  /** What the loss is multiplied by from now on, for gradients in half precision. */
  public double lossScale() {
    return gradient.lossScale();
  }

  /** Bytes that a batch of this size takes on the device with most of it, besides parameters. */
  public long bytes(int batch) {
    int images = new BatchParts(batch, optimizers.size()).largest();
    return DeviceTraining.bytes(part.input(), part.layers(), part.logits(), images, device.maps());
  }

  /**
   * The largest batch that a device has memory for which had too little.
   *
   * @param most images of the batch that failed
   * @return 0 if there is no such batch
   */
  public int largestBatch(int most, OutOfDeviceMemoryException lack) {
    long room = replicas.room(lack);
    int batch = most;
    while (batch > 0 && bytes(batch) > room) {
      batch--;
    }
    return batch;
  }

  /** Whether no parameter is NaN or infinite. */
  public boolean isFinite() {
    return gradient.leavesFinite();
  }

  /**
   * Moves the average of the parameters towards them.
   *
   * @param kept what stays of it
   * @param begin what it is if there is none yet: as many values as there are parameters
   */
  public void follow(double kept, INDArray begin) {
    average.follow(kept, begin);
  }

  /** Copies the average into an array; leaves it as it is while nothing has followed. */
  public void bringAverage(INDArray into) {
    average.bring(into);
  }

  /** Copies parameters and optimizer's state into the network's arrays. */
  public void bring() {
    training.download(Address.of(network.params()).address());
    INDArray state = network.getUpdater().getStateViewArray();
    if (state != null) {
      optimizers.get(0).download(Address.of(state).address());
    }
  }

  /** Frees the devices' memory, not the devices. */
  @Override
  public void close() {
    average.close();
    gradient.close();
    optimizers.forEach(DeviceOptimizer::close);
    replicas.close();
  }
}
