package org.dl4jzoo.zoo.device.trial;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.network.DeviceOptimizer;
import org.dl4jzoo.zoo.device.network.DeviceTraining;
import org.dl4jzoo.zoo.device.replica.Replicas;
import org.dl4jzoo.zoo.net.ParameterLayer;

/** Trains a network on a device with Adam, as fast as it can. */
final class TrialTraining implements AutoCloseable {

  private static final double RATE = 1e-4;
  private static final List<Double> ADAM = List.of(0.9, 0.999, 1e-8);

  private final DeviceTraining training;
  private final Replicas replica;
  private final DeviceOptimizer optimizer;
  private final List<DeviceOptimizer.Stretch> stretches;
  private final int classes;
  private int steps;

  TrialTraining(Device device, TrialNetwork network, FloatPointer parameters) {
    this.training = network.training(device, parameters);
    this.replica = new Replicas(List.of(training), false);
    this.optimizer = new DeviceOptimizer(training, 2 * training.vectors().length());
    this.stretches = stretches(network.layers(), training.vectors().length());
    this.classes = network.net().logits().channels();
  }

  /** Running statistics take their steps; all else is Adam's. */
  private static List<DeviceOptimizer.Stretch> stretches(List<ParameterLayer> layers, long length) {
    List<DeviceOptimizer.Stretch> all = new ArrayList<>();
    long start = 0;
    long at = 0;
    for (ParameterLayer layer : layers) {
      at += layer.trainable();
      if (layer.normalized()) {
        long statistics = 2L * layer.out();
        all.add(stretch(DeviceOptimizer.Rule.ADAM, ADAM, start, at - start, length));
        all.add(stretch(DeviceOptimizer.Rule.PLAIN, List.of(), at, statistics, length));
        at += statistics;
        start = at;
      }
    }
    if (at > start) {
      all.add(stretch(DeviceOptimizer.Rule.ADAM, ADAM, start, at - start, length));
    }
    return all;
  }

  private static DeviceOptimizer.Stretch stretch(
      DeviceOptimizer.Rule rule, List<Double> constants, long start, long values, long length) {
    return new DeviceOptimizer.Stretch(rule, constants, start, values, start, length, 0, 0);
  }

  void load(Batch batch) {
    replica.load(batch.size(), batch.images().address(), batch.targets().address());
  }

  /** A step on the batch that was loaded; it may not be over when this returns. */
  void step(int images) {
    replica.differentiate(steps);
    for (DeviceOptimizer.Stretch stretch : stretches) {
      optimizer.apply(stretch, 1.0 / images, 1.0, RATE, steps);
    }
    steps++;
  }

  /** The mean loss of the last step's batch, before its update. */
  double loss(Batch batch) {
    try (FloatPointer logits = new FloatPointer((long) batch.size() * classes)) {
      training.logits(logits.address());
      return batch.loss(logits, classes);
    }
  }

  @Override
  public void close() {
    optimizer.close();
    replica.close();
  }
}
