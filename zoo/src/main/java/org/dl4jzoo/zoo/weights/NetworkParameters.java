package org.dl4jzoo.zoo.weights;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The parameters of a graph, as arrays in the order of {@link AxisOrder}: weights of convolutions
 * are [out, in, height, width] in c order, those of fully connected layers [in, out] in f order, so
 * that both begin with all of the first output.
 */
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

  /** The shape of a parameter, a bias's as that of a vector. */
  List<Long> shape(String vertex, Role role) {
    INDArray parameter = parameter(vertex, role);
    return role == Role.WEIGHT
        ? Arrays.stream(parameter.shape()).boxed().toList()
        : List.of(parameter.length());
  }

  private INDArray parameter(String vertex, Role role) {
    INDArray parameter = network.getLayer(vertex).paramTable().get(role.key());
    if (parameter == null) {
      throw new InvalidWeightsException(
          "vertex %s of the network has no parameter %s; weights can be read and written with the"
                  .formatted(vertex, role.key())
              + " engines onednn and nd4j only");
    }
    return parameter;
  }

  void fill(String vertex, Role role, float constant) {
    parameter(vertex, role).assign(constant);
  }

  void set(String vertex, Role role, float[] values) {
    INDArray parameter = parameter(vertex, role);
    parameter.assign(Nd4j.create(values, parameter.shape(), order(parameter, role)));
  }

  float[] get(String vertex, Role role) {
    INDArray parameter = parameter(vertex, role);
    return parameter.dup(order(parameter, role)).data().asFloat();
  }

  private static char order(INDArray parameter, Role role) {
    return role == Role.WEIGHT && parameter.rank() == 2 ? 'f' : 'c';
  }
}
