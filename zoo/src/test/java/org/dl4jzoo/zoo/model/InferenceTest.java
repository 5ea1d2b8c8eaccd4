package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** Inference follows the parameters however they change, whatever was run before. */
class InferenceTest {

  private static final String MODEL = "mobilenetv2";

  private final ComputationGraph graph = SmallGraphs.graph(MODEL);
  private final MultiDataSet batch = SmallGraphs.batch(MODEL, graph);
  private final INDArray images = batch.getFeatures(0);

  static Stream<Arguments> changes() {
    return Stream.of(
        change("fit", graph -> graph.fit(SmallGraphs.batch(MODEL, graph))),
        change("setParams", graph -> graph.setParams(graph.params().mul(1.1))),
        change("assign in place", graph -> graph.params().assign(graph.params().mul(1.1))),
        change("multiply in place", graph -> graph.params().muli(1.1)),
        change("setParam", graph -> graph.setParam("stem_W", graph.getParam("stem_W").mul(-1))),
        change("a running mean", graph -> graph.getParam("head_mean").addi(1)));
  }

  private static Arguments change(String name, Consumer<ComputationGraph> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void outputs_follow_a_change_of_parameters(String name, Consumer<ComputationGraph> change) {
    INDArray before = graph.outputSingle(images).dup();
    change.accept(graph);
    INDArray after = graph.outputSingle(images).dup();
    assertThat(after.sub(before).amaxNumber().doubleValue()).as(name).isPositive();
    ComputationGraph fresh = SmallGraphs.graph(MODEL);
    fresh.setParams(graph.params());
    assertThat(after.toFloatMatrix()).isDeepEqualTo(fresh.outputSingle(images).toFloatMatrix());
  }

  @Test
  void batch_sizes_may_change_from_step_to_step() {
    OptionsOf options = SmallGraphs.options(MODEL);
    for (int examples : new int[] {4, 1, 3, 4}) {
      graph.fit(SmallGraphs.batch(options, graph, examples));
      assertThat(graph.score()).isFinite();
    }
    INDArray all = graph.outputSingle(images);
    for (int i = 0; i < images.size(0); i++) {
      INDArray one = images.slice(i).reshape(1, images.size(1), images.size(2), images.size(3));
      assertClose("output of image " + i, graph.outputSingle(one), all.getRow(i, true), 1e-5);
    }
  }

  @Test
  void each_thread_may_run_a_clone() throws Exception {
    float[][] expected = graph.outputSingle(images).toFloatMatrix();
    ComputationGraph clone = graph.clone();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<float[][]> other = thread.submit(() -> clone.outputSingle(images).toFloatMatrix());
      assertThat(graph.outputSingle(images).toFloatMatrix()).isDeepEqualTo(expected);
      assertThat(other.get()).isDeepEqualTo(expected);
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void a_frozen_prefix_stays_and_the_rest_trains() {
    graph.fit(batch);
    ComputationGraph tuned =
        new TransferLearning.GraphBuilder(graph).setFeatureExtractor("stage6.block3").build();
    assertThat(tuned.outputSingle(images).toFloatMatrix())
        .isDeepEqualTo(graph.outputSingle(images).toFloatMatrix());
    tuned.fit(batch);
    tuned
        .paramTable()
        .forEach(
            (name, value) -> {
              boolean trains = name.matches("(stage7|head|classifier).*");
              double change = value.sub(graph.getParam(name)).amaxNumber().doubleValue();
              assertThat(change > 0).as(name).isEqualTo(trains);
            });
  }
}
