package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InvalidInputTypeException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** The sum of two feature maps, then an activation: the end of a residual block. */
public final class Add extends JoinVertex {

  @JsonProperty private Activation activation = Activation.IDENTITY;

  /** For JSON. */
  Add() {}

  /** A sum that ends with this activation. */
  public Add(Activation activation) {
    this.activation = activation;
  }

  @Override
  public GraphVertex clone() {
    return new Add(activation);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Add add && add.activation == activation;
  }

  @Override
  public int hashCode() {
    return activation.name().hashCode();
  }

  @Override
  public int maxVertexInputs() {
    return 2;
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    return new AddRuntime(graph, name, index, activation, type);
  }

  @Override
  public InputType getOutputType(int index, InputType... types) {
    if (!FeatureMaps.shape(types[0]).equals(FeatureMaps.shape(types[1]))) {
      throw new InvalidInputTypeException(
          "can't add maps of different shapes: " + types[0] + " and " + types[1]);
    }
    return types[0];
  }
}
