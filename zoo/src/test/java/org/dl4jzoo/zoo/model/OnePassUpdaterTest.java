package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.kernel.Kernels;
import org.dl4jzoo.zoo.training.OnePassUpdater;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Steps of our updater beside those of Deeplearning4j's own. */
class OnePassUpdaterTest {

  private static final TinyNetwork NETWORK = TinyNetwork.named("conv-bn-relu");
  private static final Kernels KERNELS = Execution.on(Engine.fastest()).kernels(DataType.FLOAT);

  static Stream<Named<Consumer<NeuralNetConfiguration.Builder>>> optimisers() {
    return Stream.of(
        Named.of("Adam", base -> base.updater(new Adam(0.01))),
        Named.of("Adam, other constants", base -> base.updater(new Adam(0.01, 0.8, 0.9, 1e-3))),
        Named.of(
            "Adam, falling rate",
            base -> base.updater(new Adam(new StepSchedule(ScheduleType.ITERATION, 0.01, 0.5, 2)))),
        Named.of("Adam, L2", base -> base.updater(new Adam(0.01)).l2(0.1)),
        Named.of(
            "Adam, decoupled decay", base -> base.updater(new Adam(0.01)).weightDecay(0.1, true)),
        Named.of("momentum", base -> base.updater(new Nesterovs(0.05, 0.9))),
        Named.of("momentum, L2", base -> base.updater(new Nesterovs(0.05, 0.9)).l2(0.1)),
        Named.of("RMSProp, the parent's", base -> base.updater(new RmsProp(0.01))));
  }

  @ParameterizedTest
  @MethodSource("optimisers")
  void steps_are_those_of_deeplearning4j(Consumer<NeuralNetConfiguration.Builder> optimiser) {
    ComputationGraph expected = graph(optimiser);
    ComputationGraph actual = graph(optimiser);
    OnePassUpdater.install(actual, KERNELS);
    for (int batchSize : new int[] {4, 4, 3, 4}) {
      MultiDataSet batch = TinyNetwork.batch(expected, batchSize);
      expected.fit(batch);
      actual.fit(batch);
    }
    assertClose("parameters", actual.params(), expected.params(), 2e-6);
    INDArray state = actual.getUpdater().getStateViewArray();
    assertClose("state", state, expected.getUpdater().getStateViewArray(), 2e-6);
  }

  @Test
  void a_network_goes_on_with_the_state_it_had() {
    ComputationGraph expected = graph(base -> base.updater(new Adam(0.01)));
    ComputationGraph actual = graph(base -> base.updater(new Adam(0.01)));
    MultiDataSet batch = TinyNetwork.batch(expected, 4);
    expected.fit(batch);
    actual.fit(batch);
    OnePassUpdater.install(actual, KERNELS);
    expected.fit(batch);
    actual.fit(batch);
    assertClose("parameters", actual.params(), expected.params(), 2e-6);
  }

  @Test
  void arrays_longer_than_a_piece_are_updated_to_their_end() {
    TinyNetwork wide = new TinyNetwork("wide", (net, x) -> net.denseRelu("block", x, 3_000));
    ComputationGraph expected = graph(wide, base -> base.updater(new Adam(0.01)));
    ComputationGraph actual = graph(wide, base -> base.updater(new Adam(0.01)));
    OnePassUpdater.install(actual, KERNELS);
    MultiDataSet batch = TinyNetwork.batch(expected, 2);
    expected.fit(batch);
    actual.fit(batch);
    assertThat(actual.params().length()).isGreaterThan(3 * (1 << 17));
    assertClose("parameters", actual.params(), expected.params(), 2e-6);
  }

  private static ComputationGraph graph(Consumer<NeuralNetConfiguration.Builder> optimiser) {
    return graph(NETWORK, optimiser);
  }

  private static ComputationGraph graph(
      TinyNetwork network, Consumer<NeuralNetConfiguration.Builder> optimiser) {
    NeuralNetConfiguration.Builder base = new NeuralNetConfiguration.Builder().seed(1);
    optimiser.accept(base);
    ComputationGraph graph =
        new ComputationGraph(
            Models.configure(
                network, ModelOptions.of(network, TinyNetwork.CLASSES), Engine.fastest(), base));
    graph.init();
    return graph;
  }
}
