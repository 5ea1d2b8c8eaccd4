package org.dl4jzoo.zoo.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.dl4jzoo.zoo.net.Vertex;

/**
 * The shares of the learning rate that layers take. Where a network that has learned is trained on,
 * what is near the image fits other images too, and is to change least (discriminative fine-tuning,
 * arXiv:1801.06146, section 3.2).
 *
 * @param backbone share of the last stage before the classifier, and of the layers that only lead
 *     to a side classifier, in (0, 1]
 * @param decay share of a stage's rate that the stage before it takes, in (0, 1]
 */
public record LayerRates(double backbone, double decay) {

  /** The whole rate for every layer. */
  public static final LayerRates EQUAL = new LayerRates(1, 1);

  /** Checks the ranges. */
  public LayerRates {
    check("backbone", backbone);
    check("decay", decay);
  }

  private static void check(String name, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "the %s's share of the learning rate must be in (0, 1]; got %s".formatted(name, share));
    }
  }

  /**
   * The share of every layer that an optimizer trains, by the name of its vertex.
   *
   * @param network all of it, or what comes after a cut
   */
  Map<String, Double> of(ComputationGraphConfiguration network) {
    Map<String, Double> ofStages = ofStages(network);
    Map<String, Double> shares = new LinkedHashMap<>();
    for (String vertex : network.getVertices().keySet()) {
      BaseLayer layer = layer(network, vertex);
      if (layer != null) {
        boolean classifies = layer instanceof BaseOutputLayer;
        double ofStage = ofStages.getOrDefault(Vertex.stage(vertex), backbone);
        shares.put(vertex, classifies ? 1 : ofStage);
      }
    }
    return shares;
  }

  /** Those of the stages that lead to the first classifier, from the last to the first. */
  private Map<String, Double> ofStages(ComputationGraphConfiguration network) {
    List<String> backwards = new ArrayList<>(network.getVertices().keySet());
    Collections.reverse(backwards);
    Set<String> leading = new HashSet<>();
    leading.add(network.getNetworkOutputs().get(0));
    Map<String, Double> shares = new HashMap<>();
    double share = backbone;
    for (String vertex : backwards) {
      if (leading.contains(vertex)) {
        leading.addAll(network.getVertexInputs().get(vertex));
        boolean isStage =
            !(layer(network, vertex) instanceof BaseOutputLayer)
                && network.getVertices().get(vertex).numParams(true) > 0;
        if (isStage && shares.putIfAbsent(Vertex.stage(vertex), share) == null) {
          share *= decay;
        }
      }
    }
    return shares;
  }

  /** The layer of a vertex if it can have an optimizer; else null. */
  static BaseLayer layer(ComputationGraphConfiguration network, String vertex) {
    return network.getVertices().get(vertex) instanceof LayerVertex of
            && of.getLayerConf().getLayer() instanceof BaseLayer layer
        ? layer
        : null;
  }
}
