package org.dl4jzoo.zoo.model;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;

/** Builds a network's graph; hands back vertices, so that a model file never types a wire. */
public final class Net {

  private final ModelOptions options;
  private final ComputationGraphConfiguration.GraphBuilder graph;

  Net(ModelOptions options, NeuralNetConfiguration.Builder base) {
    this.options = options;
    this.graph = base.graphBuilder();
  }

  /** The options of the network being built. */
  public ModelOptions options() {
    return options;
  }

  ComputationGraphConfiguration configuration() {
    return graph.build();
  }
}
