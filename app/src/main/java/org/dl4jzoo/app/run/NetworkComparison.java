package org.dl4jzoo.app.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.InvalidModelException;

/**
 * Compares the network that a checkpoint describes layer by layer with the one that its card names,
 * which is made anew: whatever somebody wrote there, only networks of the zoo are computed.
 */
final class NetworkComparison {

  /** What the training decides and not the network; and what is the same for Deeplearning4j. */
  private static final Set<String> OF_TRAINING =
      Set.of(
          "iupdater",
          "biasUpdater",
          "regularization",
          "regularizationBias",
          "gradientNormalization",
          "gradientNormalizationThreshold",
          "weights",
          "decay",
          "statisticsFixed",
          "first",
          "seed",
          "epochCount",
          "iterationCount",
          "variables",
          "cacheMode",
          "maxNumLineSearchIterations");

  /**
   * Whether a layer lays channels in blocks, which older builds did nowhere: one that does though
   * the next can't read them is no network.
   */
  private static final Set<String> BLOCKS = Set.of("infersInBlocks", "startsBlocks");

  /** Order and names of the vertices, which decide where each parameter is, and what all have. */
  private static final List<String> ORDER =
      List.of(
          "networkInputs",
          "networkOutputs",
          "vertexInputs",
          "topologicalOrder",
          "topologicalOrderStr",
          "defaultConfiguration");

  private static final String VERTICES = "vertices";
  private static final String STOCK_LAYERS = "org.deeplearning4j.nn.conf.layers.Convolution";

  private NetworkComparison() {}

  /**
   * Compares.
   *
   * @param found what the checkpoint describes
   * @throws IOException with the first difference, or if the card names no network of the zoo
   */
  static void check(ObjectNode found, ModelCard card) throws IOException {
    JsonNode expected = expected(found, card);
    for (String part : ORDER) {
      differ(card, part, expected.get(part), found.get(part));
    }
    JsonNode vertices = found.get(VERTICES);
    for (Map.Entry<String, JsonNode> vertex : expected.get(VERTICES).properties()) {
      differ(card, vertex.getKey(), vertex.getValue(), vertices.get(vertex.getKey()));
    }
    if (vertices.size() != expected.get(VERTICES).size()) {
      throw new IOException(
          "its network has %d vertices; %s has %d"
              .formatted(vertices.size(), card.model(), expected.get(VERTICES).size()));
    }
  }

  private static JsonNode expected(ObjectNode found, ModelCard card) throws IOException {
    Engine layers = found.toString().contains(STOCK_LAYERS) ? Engine.STOCK : Engine.ONEDNN;
    try {
      Architecture architecture = Models.named(card.model());
      ComputationGraphConfiguration network =
          Models.configure(
              architecture, card.options(), layers, new NeuralNetConfiguration.Builder());
      // The order is found out where a network is made.
      new ComputationGraph(network).topologicalSortOrder();
      return Checkpoint.JSON.readTree(network.toJson());
    } catch (InvalidModelException e) {
      throw new IOException("its %s: %s".formatted(Checkpoint.CARD, e.getMessage()), e);
    }
  }

  private static void differ(ModelCard card, String place, JsonNode expected, JsonNode found)
      throws IOException {
    if (expected.isObject() && found != null && found.isObject()) {
      for (Map.Entry<String, JsonNode> entry : expected.properties()) {
        JsonNode value = found.get(entry.getKey());
        if (!OF_TRAINING.contains(entry.getKey()) && !isWithoutBlocks(entry.getKey(), value)) {
          differ(card, place + "." + entry.getKey(), entry.getValue(), value);
        }
      }
    } else if (!same(expected, found)) {
      throw new IOException(
          "its network isn't the %s of its %s: %s is %s and should be %s"
              .formatted(card.model(), Checkpoint.CARD, place, found, expected));
    }
  }

  private static boolean isWithoutBlocks(String key, JsonNode value) {
    return BLOCKS.contains(key) && (value == null || BooleanNode.FALSE.equals(value));
  }

  private static boolean same(JsonNode expected, JsonNode found) {
    if (expected.isNull()) {
      return found == null || found.isNull();
    }
    boolean numbers = expected.isNumber() && found != null && found.isNumber();
    return numbers ? expected.doubleValue() == found.doubleValue() : expected.equals(found);
  }
}
