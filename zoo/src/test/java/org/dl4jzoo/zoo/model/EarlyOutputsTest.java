package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.kernel.KernelTimes;
import org.dl4jzoo.zoo.layer.kernel.onednn.OnednnKernels;
import org.dl4jzoo.zoo.net.Conv;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Vertex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sums and concatenations that the convolutions before them compute in inference, against one
 * kernel for each vertex, as it is without workspaces, when every activation may be seen.
 */
class EarlyOutputsTest {

  private static final double TOLERANCE = 1e-5;

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
    Bits.assertSame("output before and after", graph.outputSingle(images), before);
  }

  static Stream<TinyNetwork> joins() {
    return Stream.concat(
        TinyNetwork.all().stream(),
        Stream.of(
            new TinyNetwork("nested-and-shared", 16, EarlyOutputsTest::nestedAndShared),
            new TinyNetwork("sums-of-sums", 16, EarlyOutputsTest::sumsOfSums)));
  }

  /** A part that others read too, a join in the middle of another, and one that is read twice. */
  private static Vertex nestedAndShared(Net net, Vertex x) {
    Vertex shared = net.conv("block.shared", x, Conv.to(32).kernel(3).batchNorm().relu());
    Vertex alone = net.conv("block.alone", x, Conv.to(16).biased());
    Vertex inner = net.concat("block.inner", List.of(alone, shared));
    Vertex more = net.conv("block.more", inner, Conv.to(16).kernel(3).batchNorm());
    Vertex outer = net.concat("block.outer", List.of(more, inner, shared));
    Vertex again = net.conv("block.again", x, Conv.to(16).batchNorm());
    Vertex second = net.concat("block.second", List.of(again, inner));
    Vertex y = net.conv("block.left", outer, Conv.to(16).batchNorm());
    return net.globalAvgPool(
        "block", net.addRelu("block.sum", y, net.conv("block.right", second, Conv.to(16))));
  }

  /** Branches of either order, one with an activation of its own, and a sum of sums. */
  private static Vertex sumsOfSums(Net net, Vertex x) {
    Vertex a = net.conv("block.a", x, Conv.to(24).batchNorm());
    Vertex b = net.conv("block.b", x, Conv.to(24).kernel(3).batchNorm());
    Vertex first = net.addRelu("block.first", b, a);
    Vertex c = net.conv("block.c", first, Conv.to(24).batchNorm().relu());
    Vertex second = net.add("block.second", first, c);
    Vertex d = net.conv("block.d", second, Conv.to(24).batchNorm());
    Vertex third = net.add("block.third", d, second);
    return net.globalAvgPool("block", net.add("block.fourth", third, first));
  }

  @ParameterizedTest
  @MethodSource("joins")
  void outputs_are_the_same_of_every_kind_of_block(TinyNetwork network) {
    ComputationGraph graph = network.graph(DataType.FLOAT);
    ComputationGraph truth = oneKernelEach(graph);
    for (int examples : new int[] {2, 1, 3}) {
      INDArray images = TinyNetwork.batch(graph, examples).getFeatures(0);
      assertClose("output", graph.output(images)[0], truth.output(images)[0], TOLERANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "mobilenetv2"})
  void nd4js_kernels_sum_so_too(String model) {
    Execution nd4j = Execution.on(Engine.ND4J);
    ComputationGraph graph = SmallGraphs.graph(model, nd4j);
    INDArray images = SmallGraphs.batch(model, graph).getFeatures(0);
    ComputationGraph truth = oneKernelEach(graph);
    nd4j.install(truth);
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
    assumeThat(OnednnKernels.vectorLength()).isGreaterThan(4);
    assertThat(kinds(model)).doesNotContain(kind);
  }

  private static Set<String> kinds(String model) {
    KernelTimes times = new KernelTimes();
    ComputationGraph graph = SmallGraphs.graph(model, Execution.on(Engine.fastest()).timed(times));
    graph.outputSingle(SmallGraphs.batch(model, graph).getFeatures(0));
    return times.seconds().keySet();
  }

  private static ComputationGraph oneKernelEach(ComputationGraph graph) {
    ComputationGraph clone = graph.clone();
    clone.getConfiguration().setInferenceWorkspaceMode(WorkspaceMode.NONE);
    return clone;
  }
}
