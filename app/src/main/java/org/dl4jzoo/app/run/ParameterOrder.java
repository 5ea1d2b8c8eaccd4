package org.dl4jzoo.app.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jzoo.zoo.compiled.Convolution;
import org.dl4jzoo.zoo.compiled.Instruction;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.InvalidModelException;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Node;
import org.dl4jzoo.zoo.net.ParameterLayer;
import org.dl4jzoo.zoo.net.Vertex;

/**
 * In which order a checkpoint has the parameters of the network that its card names. What the
 * checkpoint says of its network is compared with that network as far as it can be without ND4J:
 * names, connections, sizes and what convolutions do. {@link NetworkComparison} compares all of it.
 */
final class ParameterOrder {

  /** Where our layers are; Deeplearning4j's lay out the parameters of a convolution otherwise. */
  private static final String OURS = "org.dl4jzoo.";

  /** How a vertex is called that takes another's output out of blocks. */
  private static final String OUT_OF_BLOCKS = "\\.plain$";

  private final JsonNode configuration;
  private final Map<String, ParameterLayer> layers = new LinkedHashMap<>();

  private ParameterOrder(JsonNode configuration, List<ParameterLayer> layers) {
    this.configuration = configuration;
    layers.forEach(layer -> this.layers.put(layer.vertex(), layer));
  }

  /**
   * Finds the order.
   *
   * @param configuration of the checkpoint's network
   * @return empty if it isn't the card's, or not of our layers
   */
  static Optional<List<ParameterLayer>> of(JsonNode configuration, ModelCard card) {
    try {
      List<ParameterLayer> layers =
          Models.parameterLayers(Models.named(card.model()), card.options());
      return new ParameterOrder(configuration, layers).find(card.net());
    } catch (InvalidModelException noSuchNetwork) {
      return Optional.empty();
    }
  }

  private Optional<List<ParameterLayer>> find(Net net) {
    boolean same =
        net.nodes().stream().allMatch(this::hasInputs)
            && layers.values().stream().allMatch(this::hasSizes)
            && net.instructions().stream().allMatch(this::hasConvolution);
    List<ParameterLayer> order = new ArrayList<>();
    for (JsonNode vertex : configuration.path("topologicalOrderStr")) {
      ParameterLayer layer = layers.remove(vertex.asText());
      if (layer != null) {
        order.add(layer);
      }
    }
    return same && layers.isEmpty() ? Optional.of(order) : Optional.empty();
  }

  private boolean hasInputs(Node node) {
    List<String> found = new ArrayList<>();
    configuration
        .path("vertexInputs")
        .path(node.output().name())
        .forEach(input -> found.add(input.asText().replaceFirst(OUT_OF_BLOCKS, "")));
    return found.equals(node.inputs().stream().map(Vertex::name).toList());
  }

  private JsonNode layer(String vertex) {
    return configuration.path("vertices").path(vertex).path("layerConf").path("layer");
  }

  private boolean hasSizes(ParameterLayer layer) {
    JsonNode found = layer(layer.vertex());
    if (!layer.kind().convolution()) {
      return layer.fullyConnected()
          ? found.path("nout").asLong() == layer.out()
          : found.path("@class").asText().startsWith(OURS);
    }
    boolean depthwise = layer.kind() == ParameterLayer.Kind.DEPTHWISE;
    return found.path("@class").asText().startsWith(OURS)
        && found.path("nin").asLong() == layer.input().channels()
        && found.path("nout").asLong() == layer.out()
        && found.path("depthwise").asBoolean() == depthwise
        && found.path("groups").asInt(1) == (depthwise ? 1 : layer.groups())
        && found.path("biased").asBoolean() == layer.biased()
        && found.path("normalized").asBoolean() == layer.normalized();
  }

  private boolean hasConvolution(Instruction instruction) {
    if (!(instruction instanceof Convolution expected)) {
      return true;
    }
    JsonNode found = layer(expected.layer());
    return found.path("kernelSize").asInt() == expected.kernelSize()
        && found.path("stride").asInt() == expected.stride()
        && found.path("paddingTop").asInt() == expected.padding().top()
        && found.path("paddingBottom").asInt() == expected.padding().bottom()
        && found.path("paddingLeft").asInt() == expected.padding().left()
        && found.path("paddingRight").asInt() == expected.padding().right()
        && found.path("activation").asText().equals(expected.activation().name())
        && (expected.eps().isEmpty()
            || found.path("eps").asDouble() == expected.eps().getAsDouble());
  }
}
