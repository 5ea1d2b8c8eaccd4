package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.Set;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.kernel.KernelTimes;
import org.dl4jzoo.zoo.layer.kernel.onednn.OnednnKernels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sums and concatenations that the convolutions before them compute in inference, against one
 * kernel for each vertex, as it is without workspaces, when every activation may be seen.
 */
class EarlyOutputsTest {

  private static final double TOLERANCE = 1e-5;

  @AfterEach
  void restore() {
    Engine.profile(null);
    Engine.use(Engine.ONEDNN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "mobilenetv2", "googlenet-bn", "densenet121"})
  void outputs_are_the_same_for_batches_of_any_size(String model) {
    OptionsOf options = SmallGraphs.options(model);
    ComputationGraph graph = SmallGraphs.graph(model);
    ComputationGraph other = SmallGraphs.graph(model);
    other.setParams(graph.params().mul(0.9));
    ComputationGraph truth = oneKernelEach(graph);
    ComputationGraph otherTruth = oneKernelEach(other);
    for (int examples : new int[] {3, 1, 4, 3}) {
      INDArray images = SmallGraphs.images(options, examples);
      assertClose("output", graph.outputSingle(images), truth.outputSingle(images), TOLERANCE);
      assertClose(
          "of the other", other.outputSingle(images), otherTruth.outputSingle(images), TOLERANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "mobilenetv2", "googlenet-bn", "densenet121"})
  void outputs_are_the_same_between_other_passes(String model) {
    ComputationGraph graph = SmallGraphs.graph(model);
    INDArray images = SmallGraphs.batch(model, graph).getFeatures(0);
    graph.outputSingle(images);
    graph.fit(SmallGraphs.batch(model, graph));
    graph.feedForward(images, false);
    INDArray before = graph.outputSingle(images);
    graph.feedForward(images, true);
    ComputationGraph truth = oneKernelEach(graph);
    assertClose("output", graph.outputSingle(images), truth.outputSingle(images), TOLERANCE);
    assertThat(graph.outputSingle(images)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "mobilenetv2"})
  void nd4js_kernels_sum_so_too(String model) {
    Engine.use(Engine.ND4J);
    ComputationGraph graph = SmallGraphs.graph(model);
    INDArray images = SmallGraphs.batch(model, graph).getFeatures(0);
    ComputationGraph truth = oneKernelEach(graph);
    assertClose("output", graph.outputSingle(images), truth.outputSingle(images), TOLERANCE);
  }

  @Test
  void frozen_layers_are_left_as_they_are() {
    ComputationGraph graph = SmallGraphs.graph("resnet18");
    INDArray images = SmallGraphs.batch("resnet18", graph).getFeatures(0);
    ComputationGraph frozen =
        new TransferLearning.GraphBuilder(graph).setFeatureExtractor("conv4.block1").build();
    assertClose(
        "output",
        frozen.outputSingle(images),
        oneKernelEach(graph).outputSingle(images),
        TOLERANCE);
  }

  /** Where blocks are fast; elsewhere joins are copied. */
  @ParameterizedTest
  @CsvSource({
    "resnet18, add",
    "mobilenetv2, add",
    "googlenet-bn, 'concat, forward'",
  })
  void nothing_is_left_for_the_join_to_do(String model, String kind) {
    assumeThat(new OnednnKernels(false).prefersBlocks()).isTrue();
    assertThat(kinds(model)).doesNotContain(kind);
  }

  private static Set<String> kinds(String model) {
    KernelTimes times = new KernelTimes();
    Engine.profile(times);
    ComputationGraph graph = SmallGraphs.graph(model);
    graph.outputSingle(SmallGraphs.batch(model, graph).getFeatures(0));
    return times.seconds().keySet();
  }

  private static ComputationGraph oneKernelEach(ComputationGraph graph) {
    ComputationGraph clone = graph.clone();
    clone.getConfiguration().setInferenceWorkspaceMode(WorkspaceMode.NONE);
    return clone;
  }
}
