package org.dl4jzoo.zoo.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.FusedLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What training changed of a network, layer by layer, as a layer with small gradients would vanish
 * in the sum of all; running statistics apart, which change ten thousand times as much.
 */
final class LayerChanges {

  private LayerChanges() {}

  /**
   * Lengths of the differences between two networks, each as a share of the expected change.
   *
   * @param begin the parameters that both began with
   * @return 0 where nothing was to change and nothing did, and infinity where something did
   */
  static Map<String, Double> errors(
      ComputationGraph actual, ComputationGraph expected, INDArray begin) {
    Map<String, Double> changes = distances(expected, begin);
    Map<String, Double> differences = distances(expected, actual.params());
    changes.replaceAll(
        (name, change) -> differences.get(name) == 0 ? 0 : differences.get(name) / change);
    return changes;
  }

  /** From other parameters; without a copy on the Java heap, as VGG has 100 million. */
  private static Map<String, Double> distances(ComputationGraph graph, INDArray others) {
    Map<String, Double> distances = new LinkedHashMap<>();
    for (Layer layer : graph.getLayers()) {
      String name = layer.conf().getLayer().getLayerName();
      layer
          .paramTable(false)
          .forEach(
              (key, values) -> {
                long start = values.offset() - graph.params().offset();
                INDArray own = part(graph.params(), start, values.length());
                INDArray difference = own.sub(part(others, start, values.length()));
                double length = difference.norm2Number().doubleValue();
                distances.merge(name + kind(key), length, Math::hypot);
              });
    }
    return distances;
  }

  private static INDArray part(INDArray parameters, long start, long length) {
    return parameters
        .reshape(parameters.length())
        .get(NDArrayIndex.interval(start, start + length));
  }

  private static String kind(String parameter) {
    boolean statistic = parameter.equals(FusedLayer.MEAN) || parameter.equals(FusedLayer.VARIANCE);
    return statistic ? "'s statistics" : "";
  }
}
