package org.dl4jzoo.app.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.dl4jzoo.zoo.training.SavedConfiguration;
import org.nd4j.shade.jackson.databind.JsonMappingException;

/**
 * The configuration of a network as Deeplearning4j writes it, which somebody may have changed.
 *
 * <p>Deeplearning4j loads any class that it names, and runs its static code, before it looks what
 * kind of class it is. So all names are looked at before it sees the text, and it sees only what
 * was looked at.
 */
final class GraphJson {

  private static final String VERTICES = "vertices";
  private static final String INPUTS = "vertexInputs";
  private static final String CLASS = "@class";

  /** Parts that are names of vertices and nothing else. */
  private static final Set<String> NAMES =
      Set.of(INPUTS, "networkInputs", "networkOutputs", "topologicalOrderStr");

  /** Names of a layer's parameters. */
  private static final String VARIABLES = "variables";

  private GraphJson() {}

  /**
   * Checks that a configuration has all without which there is no network, and names no class but
   * those that describe networks.
   *
   * @param json the whole configuration
   * @return it
   * @throws IOException if it isn't so; one sentence
   */
  static ObjectNode check(JsonNode json) throws IOException {
    if (!(json instanceof ObjectNode graph)) {
      throw new IOException("it is no object");
    }
    for (String part : List.of(VERTICES, INPUTS, "networkInputs", "networkOutputs")) {
      if (graph.path(part).isEmpty()) {
        throw new IOException("it has no " + part);
      }
    }
    for (Map.Entry<String, JsonNode> vertex : graph.get(VERTICES).properties()) {
      if (graph.get(INPUTS).path(vertex.getKey()).isEmpty()) {
        throw new IOException("it has no inputs of the vertex " + vertex.getKey());
      }
    }
    for (Map.Entry<String, JsonNode> part : graph.properties()) {
      if (!NAMES.contains(part.getKey())) {
        checkClasses(part.getKey(), part.getValue());
      }
    }
    return graph;
  }

  private static void checkClasses(String key, JsonNode node) throws IOException {
    if (key.equals(CLASS)) {
      checkClass(node.asText());
    }
    // Jackson takes the first text of a list for the class of what follows it.
    if (node.isArray() && node.path(0).isTextual() && !key.equals(VARIABLES)) {
      throw new IOException("it has a list of texts as " + key);
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      checkClasses(entry.getKey(), entry.getValue());
    }
    if (node.isArray()) {
      for (JsonNode element : node) {
        checkClasses("", element);
      }
    }
  }

  private static void checkClass(String name) throws IOException {
    if (!SavedConfiguration.describesNetworks(name)) {
      throw new IOException(
          "it names the class %s, which no network is described with".formatted(name));
    }
  }

  /**
   * Makes the configuration of its description.
   *
   * @param graph as {@link #check} gives it
   * @throws IOException if one of its values is wrong
   */
  static ComputationGraphConfiguration parse(ObjectNode graph) throws IOException {
    try {
      return SavedConfiguration.read(graph.toString());
    } catch (RuntimeException e) {
      String place = e.getCause() instanceof JsonMappingException wrong ? place(wrong) : "";
      throw new IOException(
          "Deeplearning4j doesn't take " + (place.isEmpty() ? "it" : "its " + place), e);
    }
  }

  private static String place(JsonMappingException wrong) {
    StringBuilder place = new StringBuilder();
    for (JsonMappingException.Reference step : wrong.getPath()) {
      place
          .append(place.isEmpty() ? "" : ".")
          .append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
    }
    return place.toString();
  }
}
