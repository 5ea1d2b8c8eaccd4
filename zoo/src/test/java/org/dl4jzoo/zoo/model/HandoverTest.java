package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** Training that passes arrays on beside training that keeps them all. */
class HandoverTest {

  /** Where channels are no multiple of 8, oneDNN has kernels that round differently. */
  private static final double ROUNDING = 1e-6;

  @ParameterizedTest
  @ValueSource(
      strings = {"lenet5", "alexnet", "googlenet-bn", "resnet18", "densenet121", "mobilenetv2"})
  void the_steps_of_a_network_are_the_same_to_the_bit(String model) {
    assertSameSteps(SmallGraphs.graph(model), SmallGraphs.graph(model), model);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "mobilenetv2"})
  void they_are_without_workspaces_too(String model) {
    ComputationGraph expected = SmallGraphs.graph(model);
    ComputationGraph actual = SmallGraphs.graph(model);
    actual.getConfiguration().setTrainingWorkspaceMode(WorkspaceMode.NONE);
    actual.getConfiguration().setInferenceWorkspaceMode(WorkspaceMode.NONE);
    assertSameSteps(expected, actual, model);
  }

  @Test
  void they_are_on_nd4js_operations_too() {
    Execution nd4j = Execution.on(Engine.ND4J);
    assertSameSteps(
        SmallGraphs.graph("resnet18", nd4j), SmallGraphs.graph("resnet18", nd4j), "resnet18");
  }

  private static void assertSameSteps(
      ComputationGraph expected, ComputationGraph actual, String model) {
    MemoryUse.NORMAL.install(actual);
    MultiDataSet batch = SmallGraphs.batch(model, expected);
    for (int step = 0; step < 3; step++) {
      expected.fit(batch);
      actual.fit(batch);
      assertThat(actual.score()).isEqualTo(expected.score());
    }
    Bits.assertSame("parameters", actual.params(), expected.params());
    INDArray images = batch.getFeatures(0);
    Bits.assertSame("output", actual.output(true, images)[0], expected.output(true, images)[0]);
    expected.close();
    actual.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Engine.class,
      names = {"ONEDNN", "ND4J"})
  void one_step_of_every_kind_of_block_is_the_same(Engine engine) {
    for (TinyNetwork network : TinyNetwork.all()) {
      for (boolean statisticsFixed : new boolean[] {false, true}) {
        assertSameStep(network, engine, MemoryUse.NORMAL, statisticsFixed);
        assertSameStep(network, engine, MemoryUse.LOW, statisticsFixed);
      }
    }
  }

  private static void assertSameStep(
      TinyNetwork network, Engine engine, MemoryUse memory, boolean statisticsFixed) {
    ComputationGraph expected = network.graph(engine, DataType.FLOAT, statisticsFixed);
    ComputationGraph actual = network.graph(engine, DataType.FLOAT, statisticsFixed);
    memory.install(actual);
    MultiDataSet batch = TinyNetwork.batch(expected, 3);
    expected.fit(batch);
    actual.fit(batch);
    assertClose(network.name(), actual.params(), expected.params(), ROUNDING);
    assertThat(actual.score()).as(network.name()).isEqualTo(expected.score());
  }
}
