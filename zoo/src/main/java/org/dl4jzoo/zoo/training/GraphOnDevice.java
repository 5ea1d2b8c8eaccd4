package org.dl4jzoo.zoo.training;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.network.DeviceOptimizer;
import org.dl4jzoo.zoo.device.network.DeviceOptimizer.Rule;
import org.dl4jzoo.zoo.device.network.DeviceTraining;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.offheap.Address;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;

/**
 * Steps of a Deeplearning4j network that a device takes. Parameters, gradients and the optimizer's
 * state stay on the device from step to step, in the order of the network's own vectors, into which
 * {@link #bring} copies them. Updates are counted in the network.
 */
public final class GraphOnDevice implements AutoCloseable {

  private final ComputationGraph network;
  private final Device device;
  private final GraphPart part;
  private final DeviceTraining training;
  private final DeviceOptimizer optimizer;
  private final List<ParameterStretch> stretches;
  private final GradientClip clip;
  private final long classes;
  private final Optional<INDArray> classWeights;
  private int images;
  private int batches;
  private double gradientNorm;
  private long average;

  /**
   * Puts a network on a device.
   *
   * @param network one that {@link Training} prepared, or a part of one
   * @param net its description, or that of the network of which it is a part
   */
  public GraphOnDevice(ComputationGraph network, Net net, Device device) {
    this.network = network;
    this.device = device;
    this.part = GraphPart.of(network, net);
    this.training = part.training(device);
    this.classes = net.logits().channels();
    this.classWeights = part.classWeights();
    OnePassUpdater updater = (OnePassUpdater) network.getUpdater();
    this.stretches = updater.stretches();
    if (stretches.isEmpty()) {
      throw new IllegalArgumentException("the updater does what no device does");
    }
    this.clip = updater.clip();
    INDArray state = updater.getStateViewArray();
    this.optimizer = new DeviceOptimizer(training, state == null ? 0 : state.length());
    upload();
  }

  /** Copies parameters and optimizer's state from the network's arrays. */
  public void upload() {
    training.upload(Address.of(network.params()).address());
    INDArray state = network.getUpdater().getStateViewArray();
    if (state != null) {
      optimizer.upload(Address.of(state).address());
    }
  }

  /**
   * Computes the gradient of a batch, and updates the parameters where the step ends with it.
   *
   * @param input [N,H,W,C], or the features that the part of a network begins with
   * @param targets [N,K], for every classifier
   * @param seed decides what dropout zeroes
   * @return the first classifier's logits, [N,K], before the update
   */
  public INDArray learn(INDArray input, INDArray targets, long seed, boolean update) {
    INDArray from = dense(input);
    INDArray to = dense(classWeights.map(targets::mulRowVector).orElse(targets));
    try {
      int batch = Math.toIntExact(from.size(0));
      training.load(batch, Address.of(from).address(), Address.of(to).address());
      training.differentiate(seed);
      images += batch;
      batches++;
      if (update) {
        update(batch);
      } else {
        training.keepGradient();
      }
      INDArray logits = Nd4j.createUninitializedDetached(DataType.FLOAT, batch, classes);
      training.logits(Address.of(logits).address());
      return logits;
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
      training.addKeptGradients();
      scaleStatistics((double) images / (batches * last));
    }
    int iteration = network.getIterationCount();
    gradientNorm = Math.sqrt(squaresOfGradients(0, vectorLength())) / images;
    double clipped = clip.factor(span -> squaresOfGradients(span.start(), span.end()), images);
    for (ParameterStretch stretch : stretches) {
      double rate = stretch.isPlain() ? 0 : stretch.updater().getLearningRate(iteration, epoch());
      optimizer.apply(onDevice(stretch), clipped / images, (double) last / images, rate, iteration);
    }
    training.updated();
    network.getConfiguration().setIterationCount(iteration + 1);
    images = 0;
    batches = 0;
  }

  private double squaresOfGradients(long start, long end) {
    return device
        .updates()
        .squares(end - start, training.vectors().gradients() + Float.BYTES * start);
  }

  /**
   * The steps of running statistics count as in the sum that Deeplearning4j divides by the last.
   */
  private void scaleStatistics(double factor) {
    for (ParameterStretch stretch : stretches) {
      if (stretch.isPlain()) {
        long start = training.vectors().gradients() + Float.BYTES * stretch.start();
        device.elementwise().scale(stretch.end() - stretch.start(), factor, start);
      }
    }
  }

  private int epoch() {
    return network.getConfiguration().getEpochCount();
  }

  private static DeviceOptimizer.Stretch onDevice(ParameterStretch stretch) {
    IUpdater updater = stretch.updater();
    if (updater instanceof Adam adam) {
      return stretch(
          stretch, Rule.ADAM, List.of(adam.getBeta1(), adam.getBeta2(), adam.getEpsilon()));
    } else if (updater instanceof Nesterovs nesterovs) {
      return stretch(stretch, Rule.NESTEROV, List.of(nesterovs.getMomentum()));
    } else if (updater instanceof RmsProp rms) {
      return stretch(stretch, Rule.RMSPROP, List.of(rms.getRmsDecay(), rms.getEpsilon()));
    } else if (updater instanceof NoOp) {
      return stretch(stretch, Rule.PLAIN, List.of());
    }
    throw new IllegalArgumentException("no device has the optimizer " + updater);
  }

  private static DeviceOptimizer.Stretch stretch(
      ParameterStretch of, Rule rule, List<Double> constants) {
    return new DeviceOptimizer.Stretch(
        rule,
        constants,
        of.start(),
        of.end() - of.start(),
        of.stateStart(),
        of.stateDistance(),
        of.l2(),
        of.decoupledDecay());
  }

  /** The norm of the last step's gradient, that of the mean loss, before it was clipped. */
  public double gradientNorm() {
    return gradientNorm;
  }

  /** Bytes that a batch of this size takes on the device, besides parameters. */
  public long bytes(int batch) {
    return DeviceTraining.bytes(part.input(), part.layers(), part.logits(), batch);
  }

  /** Whether no parameter is NaN or infinite. */
  public boolean isFinite() {
    long parameters = training.vectors().parameters();
    return Double.isFinite(device.updates().squares(vectorLength(), parameters));
  }

  /**
   * Moves the average of the parameters towards them.
   *
   * @param kept what stays of it
   * @param begin what it is if there is none yet: as many values as there are parameters
   */
  public void follow(double kept, INDArray begin) {
    if (average == 0) {
      average = device.memory().allocate(training.vectors().bytes());
      device.memory().upload(Address.of(begin).address(), average, training.vectors().bytes());
    }
    device.updates().follow(vectorLength(), kept, training.vectors().parameters(), average);
  }

  /** Copies the average into an array; leaves it as it is while nothing has followed. */
  public void bringAverage(INDArray into) {
    if (average != 0) {
      device.memory().download(average, Address.of(into).address(), training.vectors().bytes());
    }
  }

  private long vectorLength() {
    return training.vectors().length();
  }

  /** Copies parameters and optimizer's state into the network's arrays. */
  public void bring() {
    training.download(Address.of(network.params()).address());
    INDArray state = network.getUpdater().getStateViewArray();
    if (state != null) {
      optimizer.download(Address.of(state).address());
    }
  }

  /** Frees the device's memory, not the device. */
  @Override
  public void close() {
    if (average != 0) {
      device.memory().free(average);
    }
    optimizer.close();
    training.close();
  }
}
