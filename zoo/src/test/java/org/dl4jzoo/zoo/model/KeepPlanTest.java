package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;
import org.dl4jzoo.zoo.layer.memory.KeepPlan;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.dl4jzoo.zoo.layer.memory.Operations;
import org.dl4jzoo.zoo.layer.memory.Wiring;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Node;
import org.dl4jzoo.zoo.net.summary.NetOperations;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a step keeps by the description of a network, from which memory is estimated, and by its
 * layers.
 */
class KeepPlanTest {

  static Stream<Arguments> networksAndMemories() {
    return Models.names().stream().flatMap(KeepPlanTest::withEachMemory);
  }

  static Stream<Arguments> blocksAndMemories() {
    return TinyNetwork.all().stream().flatMap(KeepPlanTest::withEachMemory);
  }

  private static Stream<Arguments> withEachMemory(Object network) {
    return Arrays.stream(MemoryUse.values()).map(memory -> Arguments.of(network, memory));
  }

  @ParameterizedTest
  @MethodSource("networksAndMemories")
  void layers_keep_of_every_network_what_its_description_says(String model, MemoryUse memory) {
    OptionsOf options = SmallGraphs.options(model);
    Net net = Models.net(options.architecture(), options.options());
    ComputationGraph graph = new ComputationGraph(SmallGraphs.configuration(model));
    long parameters = Models.summary(options.architecture(), options.options()).total();
    graph.init(Nd4j.createUninitialized(DataType.FLOAT, 1, parameters), false);
    assertSamePlans(net, graph, memory);
  }

  @ParameterizedTest
  @MethodSource("blocksAndMemories")
  void layers_keep_of_every_kind_of_block_what_its_description_says(
      TinyNetwork network, MemoryUse memory) {
    Net net = Models.net(network, ModelOptions.of(network, TinyNetwork.CLASSES));
    assertSamePlans(net, network.graph(DataType.FLOAT), memory);
  }

  private static void assertSamePlans(Net net, ComputationGraph graph, MemoryUse memory) {
    NetOperations described = new NetOperations(net);
    KeepPlan<Node> describedPlan = new KeepPlan<>(described, memory);
    Wiring layers = new Wiring(graph);
    KeepPlan<GraphVertex> layerPlan = new KeepPlan<>(layers, memory);
    List<Fate> expected =
        net.nodes().stream()
            .map(node -> Fate.of(node.output().name(), node, described, describedPlan))
            .toList();
    List<Fate> actual =
        net.nodes().stream()
            .map(node -> node.output().name())
            .map(name -> Fate.of(name, graph.getVertex(name), layers, layerPlan))
            .toList();
    assertThat(actual).containsExactlyElementsOf(expected);
  }

  /** What becomes of an output, and why. */
  private record Fate(
      String vertex,
      Optional<BackwardPass> needs,
      boolean handedOver,
      boolean kept,
      boolean recomputed,
      boolean givesActivation) {

    static <V> Fate of(String name, V vertex, Operations<V> network, KeepPlan<V> plan) {
      return new Fate(
          name,
          network.takesPart(vertex) ? Optional.of(network.backwardPass(vertex)) : Optional.empty(),
          network.handsOver(vertex),
          plan.isKept(vertex),
          plan.isRecomputed(vertex),
          plan.givesActivation(vertex));
    }
  }
}
