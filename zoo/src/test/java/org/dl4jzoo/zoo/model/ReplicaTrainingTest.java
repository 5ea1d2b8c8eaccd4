package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.RecordingDevice;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.layer.kernel.RandomArrays;
import org.dl4jzoo.zoo.training.GraphOnDevice;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.Training;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Replicas of a network on several devices against one device with the whole batch. */
class ReplicaTrainingTest {

  private static final OptionsOf RESNET = SmallGraphs.options("resnet18").size(64);

  /** A network that so many devices train. */
  private static final class Replicated implements AutoCloseable {

    private final List<Device> devices;
    private final ComputationGraph graph;
    private final GraphOnDevice steps;

    Replicated(OptionsOf options, TrainingSettings settings, int count, boolean syncNorm) {
      graph = SmallGraphs.graph(options, SmallGraphs.LEARNING_RATE);
      Training.prepare(graph, settings);
      if (options == RESNET) {
        SmallGraphs.awayFromKinks(graph);
      }
      devices =
          IntStream.range(0, count)
              .<Device>mapToObj(i -> new RecordingDevice(new HostDevice()))
              .toList();
      steps =
          new GraphOnDevice(
              graph, Models.net(options.architecture(), options.options()), devices, syncNorm);
    }

    INDArray learn(OptionsOf options, int from, int to, boolean update) {
      INDArray images = SmallGraphs.images(options, to).get(NDArrayIndex.interval(from, to));
      INDArray targets =
          RandomArrays.labels(to, options.options().classes()).get(NDArrayIndex.interval(from, to));
      return steps.learn(images, targets, from, update);
    }

    INDArray parameters() {
      steps.bring();
      return graph.params();
    }

    @Override
    public void close() {
      steps.close();
      for (Device device : devices) {
        device.close();
      }
    }
  }

  /** Batches that don't divide, one with fewer images than devices, dropout and accumulation. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void replicas_take_the_steps_of_one_device(int count) {
    OptionsOf options = SmallGraphs.options("lenet5").dropout(0.3);
    TrainingSettings settings = TrainingSettings.of(Optimizer.ADAMW, 1e-3).clippedTo(0.1);
    try (Replicated one = new Replicated(options, settings, 1, false);
        Replicated several = new Replicated(options, settings, count, false)) {
      int[][] batches = {{0, 7}, {7, 9}, {9, 14}, {14, 15}, {15, 19}};
      for (int i = 0; i < batches.length; i++) {
        INDArray expected = one.learn(options, batches[i][0], batches[i][1], i != 2);
        INDArray logits = several.learn(options, batches[i][0], batches[i][1], i != 2);
        assertClose("logits of batch " + i, logits, expected, 1e-5);
        assertThat(several.steps.gradientNorm())
            .isCloseTo(one.steps.gradientNorm(), within(1e-5 * one.steps.gradientNorm()));
      }
      assertThat(several.graph.getIterationCount()).isEqualTo(4);
      assertClose("parameters", several.parameters(), one.parameters(), 1e-6);
      assertClose(
          "state of the optimizer",
          several.graph.getUpdater().getStateViewArray(),
          one.graph.getUpdater().getStateViewArray(),
          1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void with_sync_norm_a_network_with_batch_norm_takes_them_too(int count) {
    TrainingSettings settings = TrainingSettings.of(Optimizer.SGD, 1e-3);
    try (Replicated one = new Replicated(RESNET, settings, 1, false);
        Replicated several = new Replicated(RESNET, settings, count, true)) {
      INDArray begin = one.graph.params().dup();
      for (int step = 0; step < 2; step++) {
        one.learn(RESNET, 5 * step, 5 * step + 5, step == 1);
        several.learn(RESNET, 5 * step, 5 * step + 5, step == 1);
      }
      one.parameters();
      several.parameters();
      assertThat(LayerChanges.errors(several.graph, one.graph, begin))
          .as("errors of the change")
          .allSatisfy((layer, error) -> assertThat(error).isLessThan(1e-3));
    }
  }

  /**
   * The first step of momentum is linear in the gradient, and a gradient and the statistics of one
   * half of a batch don't depend on the other half: parameters and running statistics are the means
   * of what each half alone would have made of them.
   */
  @Test
  void without_sync_norm_each_device_normalises_by_its_own_images() {
    // Steps so long that the rounding of weights, of which a mean is taken, is small beside them.
    TrainingSettings settings = TrainingSettings.of(Optimizer.SGD, 0.1);
    try (Replicated left = new Replicated(RESNET, settings, 1, false);
        Replicated right = new Replicated(RESNET, settings, 1, false);
        Replicated both = new Replicated(RESNET, settings, 2, false)) {
      INDArray begin = left.graph.params().dup();
      left.learn(RESNET, 0, 3, true);
      right.learn(RESNET, 3, 6, true);
      both.learn(RESNET, 0, 6, true);
      INDArray mean = left.parameters().add(right.parameters()).muli(0.5);
      left.graph.params().assign(mean);
      both.parameters();
      assertThat(LayerChanges.errors(both.graph, left.graph, begin))
          .as("errors of the change")
          .allSatisfy((layer, error) -> assertThat(error).isLessThan(1e-3));
    }
  }

  /** Whatever order devices finish in, sums are made in one. */
  @Test
  void the_same_batches_give_the_same_bits() {
    OptionsOf options = SmallGraphs.options("lenet5");
    TrainingSettings settings = TrainingSettings.of(Optimizer.ADAM, 1e-3);
    try (Replicated one = new Replicated(options, settings, 3, false);
        Replicated again = new Replicated(options, settings, 3, false)) {
      for (Replicated replicated : List.of(one, again)) {
        replicated.learn(options, 0, 5, true);
        replicated.learn(options, 5, 9, true);
      }
      assertThat(one.parameters().toFloatVector()).isEqualTo(again.parameters().toFloatVector());
    }
  }
}
