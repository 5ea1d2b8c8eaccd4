package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.kernel.KernelTimes;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.Training;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** Networks of one process on engines of their own. */
class TwoEnginesTest {

  private static final Execution ONEDNN = Execution.on(Engine.ONEDNN);
  private static final Execution ND4J = Execution.on(Engine.ND4J);

  @ParameterizedTest
  @ValueSource(strings = {"lenet5", "resnet18", "mobilenetv2", "googlenet-bn", "densenet121"})
  void networks_on_both_engines_answer_alike_by_turns(String model) {
    ComputationGraph onednn = SmallGraphs.graph(model, ONEDNN);
    ComputationGraph nd4j = SmallGraphs.graph(model, ND4J);
    nd4j.setParams(onednn.params());
    for (int examples : new int[] {2, 3, 2}) {
      INDArray images = SmallGraphs.images(SmallGraphs.options(model), examples);
      INDArray expected = nd4j.outputSingle(images).dup();
      assertClose("output", onednn.outputSingle(images), expected, 1e-4);
      assertThat(nd4j.outputSingle(images)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(MemoryUse.class)
  void networks_on_both_engines_learn_alike_by_turns(MemoryUse memory) {
    for (String block : List.of("residual", "dense-block", "bn-relu6-max-pool", "dense-relu")) {
      ComputationGraph onednn = TinyNetwork.named(block).graph(Engine.ONEDNN, DataType.FLOAT);
      ComputationGraph nd4j = TinyNetwork.named(block).graph(Engine.ND4J, DataType.FLOAT);
      Training.prepare(onednn, settings(ONEDNN, memory));
      Training.prepare(nd4j, settings(ND4J, memory));
      MultiDataSet batch = TinyNetwork.batch(onednn, 4);
      for (int step = 0; step < 3; step++) {
        onednn.fit(batch);
        nd4j.fit(batch);
      }
      assertClose(block, onednn.params(), nd4j.params(), 1e-4);
    }
  }

  private static TrainingSettings settings(Execution execution, MemoryUse memory) {
    return TrainingSettings.of(Optimizer.SGD, 0.01).with(execution).with(memory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "densenet121"})
  void a_network_can_change_its_engine(String model) {
    ComputationGraph changing = SmallGraphs.graph(model, ONEDNN);
    ComputationGraph nd4j = SmallGraphs.graph(model, ND4J);
    INDArray images = SmallGraphs.images(SmallGraphs.options(model), 2);
    INDArray before = changing.outputSingle(images).dup();

    ND4J.install(changing);
    assertThat(changing.outputSingle(images)).isEqualTo(nd4j.outputSingle(images));

    ONEDNN.install(changing);
    assertThat(changing.outputSingle(images)).isEqualTo(before);
  }

  /** Where max pooling takes the activation of the convolution before it, on oneDNN alone. */
  @ParameterizedTest
  @ValueSource(strings = {"bn-relu6-max-pool", "max-pool", "residual"})
  void a_network_prepared_for_one_engine_can_be_prepared_for_another(String block) {
    ComputationGraph changing = TinyNetwork.named(block).graph(Engine.ONEDNN, DataType.FLOAT);
    ComputationGraph nd4j = TinyNetwork.named(block).graph(Engine.ND4J, DataType.FLOAT);
    Training.prepare(changing, settings(ONEDNN, MemoryUse.NORMAL));
    MultiDataSet batch = TinyNetwork.batch(nd4j, 4);
    Training.prepare(nd4j, settings(ND4J, MemoryUse.NORMAL));
    nd4j.fit(batch);

    Training.prepare(changing, settings(ND4J, MemoryUse.NORMAL));
    changing.fit(batch);

    assertClose("parameters", changing.params(), nd4j.params(), 1e-6);
  }

  @Test
  void times_are_noted_of_the_network_that_asked_for_them() {
    KernelTimes times = new KernelTimes();
    ComputationGraph timed = SmallGraphs.graph("lenet5", ONEDNN.timed(times));
    ComputationGraph other = SmallGraphs.graph("lenet5", ONEDNN);
    INDArray images = SmallGraphs.images(SmallGraphs.options("lenet5"), 2);

    other.outputSingle(images);
    assertThat(times.seconds()).isEmpty();

    timed.outputSingle(images);
    assertThat(times.seconds()).containsKey("5x5 convolution, forward");
  }

  @Test
  void the_parts_of_a_cut_run_as_the_whole_does() {
    KernelTimes times = new KernelTimes();
    ComputationGraph whole = SmallGraphs.graph("resnet18", ONEDNN.timed(times));
    NetworkCut cut = NetworkCut.before("conv3", whole);

    INDArray across =
        cut.backbone().outputSingle(SmallGraphs.images(SmallGraphs.options("resnet18"), 2)).dup();
    assertThat(times.seconds()).containsKey("7x7 convolution, forward");

    times.clear();
    cut.rest().outputSingle(across);
    assertThat(times.seconds()).containsKey("3x3 convolution, forward");
  }

  @Test
  void frozen_layers_run_on_the_engine_too() {
    KernelTimes times = new KernelTimes();
    ComputationGraph frozen =
        new TransferLearning.GraphBuilder(SmallGraphs.graph("resnet18"))
            .setFeatureExtractor("conv4.block1")
            .build();

    ONEDNN.timed(times).install(frozen);
    frozen.outputSingle(SmallGraphs.images(SmallGraphs.options("resnet18"), 2));

    assertThat(times.seconds()).containsKey("7x7 convolution, forward");
  }
}
