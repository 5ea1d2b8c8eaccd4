package org.dl4jzoo.zoo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dl4jzoo.zoo.model.FeaturePooling.AVG;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.InvalidModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.Adam;

class SavedConfigurationTest {

  private static ComputationGraphConfiguration configuration() {
    LearningRateSchedule rates = new LearningRateSchedule(Schedule.COSINE, 0.8, 4, 100);
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .updater(new Adam(rates))
        .graphBuilder()
        .addInputs("in")
        .addLayer("classifier", new OutputLayer.Builder().nIn(2).nOut(2).build(), "in")
        .setOutputs("classifier")
        .build();
  }

  private static String withScheduleCalled(String name) {
    return configuration().toJson().replace(LearningRateSchedule.class.getName(), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "setting"})
  void the_schedule_is_found_under_the_names_it_had_in_older_checkpoints(String where) {
    String old = withScheduleCalled("org.dl4jzoo.app.%s.LearningRateSchedule".formatted(where));

    assertThat(SavedConfiguration.read(old)).isEqualTo(configuration());
  }

  @Test
  void a_name_that_no_class_ever_had_is_refused() {
    String unknown = withScheduleCalled("org.dl4jzoo.app.train.LearningRateSchedules");

    assertThatThrownBy(() -> SavedConfiguration.read(unknown))
        .hasMessageContaining("LearningRateSchedules");
  }

  /** A class more could be one that does something when it is loaded; one less, and it fails. */
  @Test
  void networks_of_the_zoo_are_described_with_the_classes_that_are_let_in_and_no_others() {
    Set<String> found = new TreeSet<>();
    for (Architecture architecture : Models.all()) {
      for (Engine engine : List.of(Engine.ONEDNN, Engine.ND4J, Engine.STOCK)) {
        for (ModelOptions options : forms(architecture)) {
          found.addAll(types(architecture, options, engine));
        }
      }
    }

    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(
            SavedConfiguration.TYPES.stream().map(Class::getName).toList());
    assertThat(found).allMatch(SavedConfiguration::describesNetworks);
    assertThat(SavedConfiguration.describesNetworks("org.nd4j.linalg.schedule.MapSchedule"))
        .isFalse();
  }

  private static List<ModelOptions> forms(Architecture architecture) {
    ModelOptions plain = ModelOptions.of(architecture, 5);
    return List.of(
        plain, plain.withAuxiliaryHeads(true), plain.withIncludeTop(false).withPooling(AVG));
  }

  private static Set<String> types(Architecture architecture, ModelOptions options, Engine engine) {
    Set<String> types = new HashSet<>();
    for (Optimizer optimizer : Optimizer.values()) {
      ComputationGraphConfiguration network;
      try {
        network =
            Models.configure(
                architecture, options, engine, new NeuralNetConfiguration.Builder().seed(1));
      } catch (InvalidModelException e) {
        continue; // A form that this network doesn't have, or this engine doesn't compute.
      }
      addTypes(network, types);
      TrainingSettings plain = TrainingSettings.of(optimizer, 0.1);
      Training.configure(
          network,
          new TrainingSettings(
              optimizer,
              plain.learningRate(),
              LayerRates.EQUAL,
              0.1,
              plain.execution(),
              plain.memory()));
      addTypes(network, types);
    }
    return types;
  }

  private static void addTypes(ComputationGraphConfiguration network, Set<String> types) {
    Pattern.compile("\"@class\" : \"([^\"]+)\"")
        .matcher(network.toJson())
        .results()
        .forEach(type -> types.add(type.group(1)));
  }
}
