package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** Saving and loading a trained network is as if nothing had happened. */
class PersistenceTest {

  @TempDir private Path folder;

  /** One network of each kind of layer; AlexNet and VGG have no others and are large. */
  static List<String> models() {
    return List.of("lenet5", "googlenet", "googlenet-bn", "resnet18", "densenet121", "mobilenetv2");
  }

  @ParameterizedTest
  @MethodSource("models")
  void a_loaded_network_answers_and_trains_on_as_the_saved_one(String model) throws Exception {
    ComputationGraph graph = SmallGraphs.graph(model);
    MultiDataSet batch = SmallGraphs.batch(model, graph);
    graph.fit(batch);
    graph.fit(batch);
    File file = folder.resolve("model.zip").toFile();
    ModelSerializer.writeModel(graph, file, true);
    ComputationGraph loaded = ModelSerializer.restoreComputationGraph(file, true);
    INDArray images = batch.getFeatures(0);
    assertThat(values(loaded.outputSingle(images))).isEqualTo(values(graph.outputSingle(images)));
    graph.fit(batch);
    loaded.fit(batch);
    assertThat(loaded.score()).isEqualTo(graph.score());
    assertThat(values(loaded.params())).isEqualTo(values(graph.params()));
  }

  private static float[] values(INDArray array) {
    return array.reshape(array.length()).toFloatVector();
  }

  @ParameterizedTest
  @MethodSource("org.dl4jzoo.zoo.model.Models#names")
  void a_configuration_survives_json(String model) {
    ComputationGraphConfiguration configuration = SmallGraphs.configuration(model);
    String json = configuration.toJson();
    assertThat(ComputationGraphConfiguration.fromJson(json)).isEqualTo(configuration);
    assertThat(ComputationGraphConfiguration.fromJson(json).toJson()).isEqualTo(json);
  }
}
