package org.dl4jzoo.zoo.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.kernel.RandomArrays;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.FeaturePooling;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.PaddingStyle;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.Training;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class VertexTimesTest {

  private static final int BATCH = 4;
  private static final int CLASSES = 3;

  /** A network ready for training, without dropout, so that a step depends on its batch only. */
  private static ComputationGraph graph(String model, Engine engine, MemoryUse memory) {
    Architecture architecture = Models.named(model);
    double noDropout = 0;
    ModelOptions options =
        new ModelOptions(
            ImageShape.rgb(32),
            CLASSES,
            true,
            FeaturePooling.NONE,
            noDropout,
            PaddingStyle.TORCH,
            null,
            null,
            false);
    Execution execution = Execution.on(engine);
    ComputationGraph graph = Models.network(architecture, options, execution, 1);
    Training.prepare(graph, TrainingSettings.of(Optimizer.ADAM, 1e-3).with(execution).with(memory));
    return graph;
  }

  /** Joins plan who computes them at their first inference, with the vertices already wrapped. */
  @ParameterizedTest
  @CsvSource({"densenet121, ONEDNN, LOW", "resnet18, ONEDNN, NORMAL", "mobilenetv2, ND4J, NORMAL"})
  void a_timed_network_trains_and_infers_the_same_to_the_bit(
      String model, Engine engine, MemoryUse memory) {
    ComputationGraph expected = graph(model, engine, memory);
    ComputationGraph timed = graph(model, engine, memory);
    VertexTimes.of(timed);
    INDArray images = new RandomArrays(5).normal(BATCH, 32, 32, 3);
    INDArray[] labels = {RandomArrays.labels(BATCH, CLASSES)};
    for (ComputationGraph graph : List.of(expected, timed)) {
      graph.outputSingle(images);
      graph.fit(new INDArray[] {images}, labels);
      graph.fit(new INDArray[] {images}, labels);
    }
    assertThat(Arrays.equals(floats(timed.params()), floats(expected.params())))
        .as("the same parameters")
        .isTrue();
    assertThat(floats(timed.outputSingle(images))).isEqualTo(floats(expected.outputSingle(images)));
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  @ParameterizedTest
  @CsvSource({"ONEDNN", "STOCK"})
  void every_vertex_has_its_time_forward_and_backward(Engine engine) {
    ComputationGraph graph = graph("resnet18", engine, MemoryUse.NORMAL);
    List<String> names = new ArrayList<>();
    for (int index : graph.topologicalSortOrder()) {
      names.add(graph.getVertices()[index].getVertexName());
    }
    VertexTimes times = VertexTimes.of(graph);
    INDArray images = new RandomArrays(5).normal(BATCH, 32, 32, 3);

    graph.outputSingle(images);

    assertThat(times.seconds())
        .extracting(VertexTimes.Seconds::name)
        .containsExactlyElementsOf(names.subList(1, names.size()));
    assertThat(times.seconds()).allSatisfy(each -> assertThat(each.forward()).isPositive());
    assertThat(times.seconds()).allSatisfy(each -> assertThat(each.backward()).isZero());

    times.clear();
    assertThat(times.seconds()).allSatisfy(each -> assertThat(each.total()).isZero());

    graph.fit(new INDArray[] {images}, new INDArray[] {RandomArrays.labels(BATCH, CLASSES)});
    assertThat(times.seconds()).allSatisfy(each -> assertThat(each.backward()).isPositive());
  }
}
