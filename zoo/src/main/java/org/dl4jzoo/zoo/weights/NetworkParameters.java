package org.dl4jzoo.zoo.weights;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The parameters of a graph, in our order: the last dimension changes fastest. */
final class NetworkParameters {

  private final ComputationGraph network;

  NetworkParameters(ComputationGraph network) {
    this.network = network;
  }

  boolean has(String vertex) {
    return network.getConfiguration().getVertices().containsKey(vertex);
  }

  /** The vertices with parameters. */
  List<String> vertices() {
    return Arrays.stream(network.getLayers())
        .filter(layer -> layer.numParams() > 0)
        .map(layer -> layer.conf().getLayer().getLayerName())
        .toList();
  }

  /** The shape of a parameter, a bias's as that of a vector; empty if there is none. */
  List<Long> shape(String vertex, Role role) {
    INDArray parameter = parameter(vertex, role);
    if (parameter == null) {
      return List.of();
    }
    return role == Role.WEIGHT
        ? Arrays.stream(parameter.shape()).boxed().toList()
        : List.of(parameter.length());
  }

  private INDArray parameter(String vertex, Role role) {
    Layer layer = network.getLayer(vertex);
    return layer == null ? null : layer.paramTable().get(role.key());
  }

  void fill(String vertex, Role role, float constant) {
    parameter(vertex, role).assign(constant);
  }

  void set(String vertex, Role role, float[] values) {
    INDArray parameter = parameter(vertex, role);
    parameter.assign(Nd4j.create(values, parameter.shape(), 'c'));
  }

  float[] get(String vertex, Role role) {
    return parameter(vertex, role).dup('c').data().asFloat();
  }
}
