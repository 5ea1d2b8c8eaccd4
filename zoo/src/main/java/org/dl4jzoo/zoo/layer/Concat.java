package org.dl4jzoo.zoo.layer;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InvalidInputTypeException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Feature maps of one height and width side by side, along their channels. */
public final class Concat extends JoinVertex {

  @Override
  public GraphVertex clone() {
    return new Concat();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Concat;
  }

  @Override
  public int hashCode() {
    return Concat.class.hashCode();
  }

  @Override
  public int maxVertexInputs() {
    return Integer.MAX_VALUE;
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    return new ConcatRuntime(graph, name, index, type);
  }

  @Override
  public InputType getOutputType(int index, InputType... types) {
    FeatureMap first = FeatureMaps.shape(types[0]);
    long channels = 0;
    for (InputType type : types) {
      FeatureMap map = FeatureMaps.shape(type);
      if (map.height() != first.height() || map.width() != first.width()) {
        throw new InvalidInputTypeException(
            "can't join maps of different sizes: " + Arrays.toString(types));
      }
      channels += map.channels();
    }
    return FeatureMaps.type(new FeatureMap(1, first.height(), first.width(), channels));
  }
}
