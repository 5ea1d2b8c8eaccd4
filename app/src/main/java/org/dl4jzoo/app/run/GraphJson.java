package org.dl4jzoo.app.run;

import java.io.IOException;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.dl4jzoo.zoo.training.SavedConfiguration;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;

/** The configuration of a network as Deeplearning4j writes it, which somebody may have changed. */
final class GraphJson {

  private static final String VERTICES = "vertices";
  private static final String INPUTS = "vertexInputs";

  private GraphJson() {}

  /**
   * Parses a configuration.
   *
   * @throws IOException if it isn't JSON, or one of its values is wrong, or something is missing
   *     without which there is no network
   */
  static ComputationGraphConfiguration parse(String json) throws IOException {
    checkComplete(NeuralNetConfiguration.mapper().readTree(json));
    try {
      return SavedConfiguration.read(json);
    } catch (RuntimeException e) {
      // Deeplearning4j wraps what Jackson finds wrong, and nothing else, in a bare one.
      if (e.getCause() instanceof JsonProcessingException wrong) {
        throw new IOException(wrong.getOriginalMessage(), e);
      }
      throw e;
    }
  }

  /** Where one of these is missing, Deeplearning4j fails with a NullPointerException. */
  private static void checkComplete(JsonNode graph) throws IOException {
    for (String part : List.of(VERTICES, INPUTS, "networkInputs", "networkOutputs")) {
      if (graph.path(part).isEmpty()) {
        throw new IOException("it has no " + part);
      }
    }
    for (String vertex : (Iterable<String>) graph.get(VERTICES)::fieldNames) {
      if (graph.get(INPUTS).path(vertex).isEmpty()) {
        throw new IOException("it has no inputs of the vertex " + vertex);
      }
    }
  }
}
