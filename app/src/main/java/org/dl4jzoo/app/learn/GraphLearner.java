package org.dl4jzoo.app.learn;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.run.FiniteNumbers;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.training.TrainingBatch;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains a network by Deeplearning4j's own steps; everything is in the network's arrays. In
 * inference the network is compiled where it can be, once for the whole training.
 */
public final class GraphLearner implements Learner {

  private final ComputationGraph network;
  private final Supplier<Net> net;
  private final WeightAverage average;
  private final ClassifierOutput output = new ClassifierOutput();
  private final GradientAccumulation gradients = new GradientAccumulation();
  private final GradientNorm gradientNorm = new GradientNorm();

  /** What the network says of images; null before it is asked. */
  private Inference inference;

  /** Whether the parameters have changed since it was asked. */
  private boolean changed;

  /**
   * Trains a network that is prepared for training.
   *
   * @param net gives the description of the network, or of the one of which it is a part, where
   *     that is needed
   * @param decay of the parameters' moving average; 0 for none
   * @param average what it is so far; null if it begins with the parameters as they are
   */
  public GraphLearner(ComputationGraph network, Supplier<Net> net, double decay, INDArray average) {
    this.network = network;
    this.net = net;
    this.average =
        average == null
            ? WeightAverage.startingAt(network.params(), decay)
            : WeightAverage.of(average, decay);
    network.setListeners(output, gradients, gradientNorm);
  }

  @Override
  public ComputationGraph network() {
    return network;
  }

  @Override
  public INDArray learn(
      TrainingBatch batch, long seed, boolean update, Supplier<Optional<TrainingBatch>> next) {
    changed = true;
    Nd4j.getRandom().setSeed(seed);
    INDArray[] input = {batch.input()};
    INDArray[] targetsOfEachHead = new INDArray[network.getNumOutputArrays()];
    Arrays.fill(targetsOfEachHead, batch.targets());
    if (update) {
      network.fit(input, targetsOfEachHead);
      if (average != null) {
        average.follow(network.params(), network.getIterationCount());
      }
    } else {
      gradients.add(network, input, targetsOfEachHead);
    }
    return output.logits();
  }

  @Override
  public double gradientNorm() {
    return gradientNorm.value();
  }

  @Override
  public boolean isFinite() {
    return FiniteNumbers.all(network.params());
  }

  @Override
  public INDArray logits(INDArray images, Supplier<Optional<INDArray>> next) {
    if (inference == null) {
      inference = Inference.logits(network, net);
    } else if (changed) {
      inference.refresh();
    }
    changed = false;
    return inference.of(images, next);
  }

  @Override
  public void withAverage(Runnable work) {
    if (average == null) {
      work.run();
    } else {
      changed = true;
      try {
        average.during(network, work);
      } finally {
        changed = true;
      }
    }
  }

  @Override
  public INDArray average() {
    return average == null ? null : average.values();
  }

  @Override
  public void bring() {}

  @Override
  public void close() {
    if (inference != null) {
      inference.close();
      inference = null;
    }
  }
}
