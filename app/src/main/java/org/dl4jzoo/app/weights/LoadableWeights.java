package org.dl4jzoo.app.weights;

import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.weights.WeightsInfo;

/** Weights that can be copied into a network: of a published file, or of a checkpoint of a run. */
public interface LoadableWeights extends AutoCloseable {

  /** The file that they are in. */
  Path file();

  /** What is known of them. */
  WeightsInfo info();

  /** The network that they fit. */
  ModelOptions options();

  /**
   * Copies them into a network.
   *
   * @param withClassifier false to leave the network's own classifier as it is
   * @throws UsageException or InvalidWeightsException if a parameter is missing or of another
   *     shape; names it
   */
  void load(ComputationGraph network, boolean withClassifier);

  @Override
  void close();
}
