package org.dl4jzoo.zoo.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOption;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.shade.jackson.databind.JsonNode;

/** What the networks' files name: our classes and their properties are a format, not a choice. */
class FormatTest {

  private static final String OURS = "org.dl4jzoo.";
  private static final String CLASS = "@class";

  /** Deeplearning4j has no layer for its convolutions. */
  private static final String GROUPED = "resnext50-32x4d";

  @Test
  void files_name_the_classes_and_properties_that_they_always_named() throws IOException {
    Map<String, Set<String>> properties = new TreeMap<>();
    for (Engine engine : Engine.values()) {
      collect(engine, properties);
    }
    List<String> written = new ArrayList<>();
    properties.forEach(
        (name, fields) -> written.add((name + ": " + String.join(" ", fields)).strip()));

    assertThat(written)
        .as(
            "Files name these classes and properties. If one was renamed, checkpoints of people no"
                + " longer load: add the old class name to SavedConfiguration.RENAMED, keep the old"
                + " property with @JsonAlias, then change format.txt. If one is new, a file without"
                + " it must load as before; then add it to format.txt.")
        .containsExactlyElementsOf(format());
  }

  @Test
  void no_file_depends_on_which_of_our_engines_wrote_it() {
    Architecture network = Models.named("mobilenetv2");

    assertThat(json(network, Engine.ND4J)).isEqualTo(json(network, Engine.ONEDNN));
  }

  private static void collect(Engine engine, Map<String, Set<String>> properties)
      throws IOException {
    for (Architecture network : Models.all()) {
      if (engine == Engine.STOCK && network.info().name().equals(GROUPED)) {
        continue;
      }
      collect(NeuralNetConfiguration.mapper().readTree(json(network, engine)), properties);
    }
  }

  private static String json(Architecture network, Engine engine) {
    LearningRateSchedule rates = new LearningRateSchedule(Schedule.COSINE, 1e-3, 5, 50);
    boolean auxiliaryHeads = network.info().options().contains(ModelOption.AUXILIARY_HEADS);
    return Models.configure(
            network,
            ModelOptions.of(network, 2).withAuxiliaryHeads(auxiliaryHeads),
            engine,
            new NeuralNetConfiguration.Builder().seed(1).updater(new Adam(rates)).l2(1e-4))
        .toJson();
  }

  private static void collect(JsonNode node, Map<String, Set<String>> properties) {
    if (node.path(CLASS).asText().startsWith(OURS)) {
      Set<String> names =
          properties.computeIfAbsent(node.get(CLASS).asText(), name -> new TreeSet<>());
      node.fieldNames().forEachRemaining(names::add);
      names.remove(CLASS);
    }
    node.forEach(child -> collect(child, properties));
  }

  private static List<String> format() throws IOException {
    try (InputStream in = FormatTest.class.getResourceAsStream("/format.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
