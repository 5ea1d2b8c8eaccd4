package org.dl4jzoo.zoo.inference;

import java.nio.FloatBuffer;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.FusedLayer;
import org.dl4jzoo.zoo.offheap.Address;
import org.dl4jzoo.zoo.program.LayerWeights;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of a graph where they are, float32. Those of convolutions are in c order; the
 * weights of a fully connected layer, [in, out], in f order.
 */
record GraphWeights(ComputationGraph network) implements LayerWeights {

  @Override
  public Layer of(String name) {
    Map<String, INDArray> table = network.getVertex(name).paramTable(false);
    FloatBuffer gamma = floats(table.get(FusedLayer.GAMMA));
    Norm norm =
        gamma == null
            ? null
            : new Norm(
                gamma,
                floats(table.get(FusedLayer.BETA)),
                floats(table.get(FusedLayer.MEAN)),
                floats(table.get(FusedLayer.VARIANCE)));
    return new Layer(
        floats(table.get(FusedLayer.WEIGHTS)), floats(table.get(FusedLayer.BIAS)), norm);
  }

  /** The values of an array without gaps, in the order in which they lie; null of none. */
  static FloatBuffer floats(INDArray array) {
    return array == null ? null : Address.of(array).floats(array.length());
  }
}
