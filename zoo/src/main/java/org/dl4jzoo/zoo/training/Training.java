package org.dl4jzoo.zoo.training;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.nd4j.linalg.factory.Nd4j;

/** Makes networks ready for training. */
public final class Training {

  private Training() {}

  /**
   * Makes a network ready for {@code fit}. Nothing of how it was trained before stays, but for the
   * parameters, the count of steps, and the state of the optimizer if that is of the same kind with
   * the same groups of layers; what is saved of the network carries optimizer and learning rates.
   *
   * @param network one that {@code Models} made or configured, or part of one
   */
  public static void prepare(ComputationGraph network, TrainingSettings settings) {
    settings.execution().install(network);
    configure(network.getConfiguration(), settings);
    OnePassUpdater.install(
        network, settings.execution().kernels(network.params().dataType()), settings.clipNorm());
    settings.memory().install(network);
  }

  /**
   * Gives the memory of the steps back once the last is done: Java would collect arrays outside its
   * heap only when the heap is full. The network computes as before, and can be prepared again.
   */
  public static void end(ComputationGraph network) {
    MemoryUse.NORMAL.install(network);
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    Nd4j.getMemoryManager().invokeGc();
  }

  /**
   * Puts optimizer and learning rates into a network's configuration: from there Deeplearning4j
   * takes them when it makes an updater, and there they are saved.
   */
  public static void configure(ComputationGraphConfiguration network, TrainingSettings settings) {
    settings
        .layerRates()
        .of(network)
        .forEach(
            (vertex, share) -> {
              BaseLayer layer = LayerRates.layer(network, vertex);
              LearningRate rate = settings.learningRate().times(share);
              layer.setIUpdater(settings.optimizer().updater(rate));
              layer.setRegularization(settings.optimizer().regularization(settings.weightDecay()));
            });
  }
}
