package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.memory.Arena;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Training in little memory beside the same training in normal memory: to the last bit, but where
 * channels are no multiple of 8, for which oneDNN has two kernels that round differently.
 */
class MemoryUseTest {

  private static final double ROUNDING = 1e-6;

  @AfterEach
  void free_the_graphs() {
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }

  static Stream<Arguments> blocksAndEngines() {
    return TinyNetwork.all().stream()
        .flatMap(
            network ->
                Stream.of(Engine.ONEDNN, Engine.ND4J).map(engine -> Arguments.of(network, engine)));
  }

  @ParameterizedTest
  @MethodSource("blocksAndEngines")
  void every_kind_of_block_trains_the_same_in_little_memory(TinyNetwork network, Engine engine) {
    ComputationGraph normal = network.graph(engine, DataType.FLOAT);
    ComputationGraph low = inLittleMemory(network.graph(engine, DataType.FLOAT));
    MultiDataSet first = TinyNetwork.batch(normal, 4);
    Map<String, INDArray> gradients = TinyNetwork.gradients(low, first);
    TinyNetwork.gradients(normal, first)
        .forEach((name, expected) -> assertClose(name, gradients.get(name), expected, ROUNDING));
    for (int batchSize : new int[] {3, 5, 4}) {
      MultiDataSet batch = TinyNetwork.batch(normal, batchSize);
      normal.fit(batch);
      low.fit(batch);
    }
    assertClose("parameters", low.params(), normal.params(), ROUNDING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mobilenetv2", "resnet18", "densenet121", "googlenet", "googlenet-bn"})
  void every_family_trains_the_same_in_little_memory(String model) {
    ComputationGraph normal = SmallGraphs.graph(model);
    ComputationGraph low = inLittleMemory(SmallGraphs.graph(model));
    MultiDataSet batch = SmallGraphs.batch(model, normal);
    assertSameGradients(normal, low, batch);
    for (int step = 0; step < 2; step++) {
      normal.fit(batch);
      low.fit(batch);
    }
    Bits.assertSame("parameters", low.params(), normal.params());
  }

  private static ComputationGraph inLittleMemory(ComputationGraph graph) {
    MemoryUse.LOW.install(graph);
    return graph;
  }

  private static void assertSameGradients(
      ComputationGraph normal, ComputationGraph low, MultiDataSet batch) {
    Map<String, INDArray> expected = TinyNetwork.gradients(normal, batch);
    Map<String, INDArray> actual = TinyNetwork.gradients(low, batch);
    assertThat(low.score()).isEqualTo(normal.score());
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, gradient) -> Bits.assertSame(name, actual.get(name), gradient));
  }

  @ParameterizedTest
  @CsvSource({"mobilenetv2, 0.7", "resnet18, 0.85", "densenet121, 0.5", "googlenet-bn, 0.85"})
  void much_less_is_kept_for_the_backward_pass(String model, double share) {
    long normal = bytes(MemoryUse.NORMAL, model);
    long low = bytes(MemoryUse.LOW, model);
    assertThat((double) low / normal).as("share kept").isBetween(0.1, share);
  }

  /** What the maps of a step take. */
  private static long bytes(MemoryUse memory, String model) {
    ComputationGraph graph = SmallGraphs.graph(model);
    Arena arena = memory.install(graph);
    graph.fit(SmallGraphs.batch(model, graph));
    return arena.bytes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense-block", "blocks-of-channels"})
  void what_a_forward_pass_shows_is_never_given_up(String block) {
    TinyNetwork network = TinyNetwork.named(block);
    ComputationGraph normal = network.graph(DataType.FLOAT);
    ComputationGraph low = inLittleMemory(network.graph(DataType.FLOAT));
    MultiDataSet batch = TinyNetwork.batch(normal, 4);
    low.fit(batch);
    normal.fit(batch);
    Map<String, INDArray> expected = normal.feedForward(batch.getFeatures(), true);
    Map<String, INDArray> actual = low.feedForward(batch.getFeatures(), true);
    expected.forEach((name, value) -> assertClose(name, actual.get(name), value, ROUNDING));
    INDArray output = low.outputSingle(batch.getFeatures());
    assertClose("output", output, normal.outputSingle(batch.getFeatures()), ROUNDING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense-block", "blocks-of-channels"})
  void without_workspaces_everything_is_kept(String block) {
    TinyNetwork network = TinyNetwork.named(block);
    ComputationGraph normal = network.graph(DataType.FLOAT);
    ComputationGraph low = inLittleMemory(network.graph(DataType.FLOAT));
    low.getConfiguration().setTrainingWorkspaceMode(WorkspaceMode.NONE);
    for (int batchSize : new int[] {4, 3}) {
      MultiDataSet batch = TinyNetwork.batch(normal, batchSize);
      normal.fit(batch);
      low.fit(batch);
    }
    Bits.assertSame("parameters", low.params(), normal.params());
  }
}
