package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.Training;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** Networks whose training images change their size, as those of a size that grows do. */
class GrowingImagesTest {

  private static final int FULL = 64;
  private static final double TOLERANCE = 1e-5;

  /**
   * GoogLeNet's poolings pad a map of 3 pixels, which an image of 48 becomes, and of 2 or 4 not.
   */
  @ParameterizedTest(name = "{0}, engine {1}, memory {2}")
  @CsvSource({
    "resnet18, ONEDNN, LOW, 48",
    "resnet18, ND4J, NORMAL, 48",
    "googlenet-bn, ONEDNN, NORMAL, 32",
    "mobilenetv2, ONEDNN, NORMAL, 48",
  })
  void a_step_is_that_of_a_network_made_for_its_size(
      String model, Engine engine, MemoryUse memory, int between) {
    ComputationGraph growing = graph(model, FULL, engine, memory);
    for (int size : new int[] {32, between, FULL}) {
      ComputationGraph made = graph(model, size, engine, memory);
      made.setParams(growing.params());
      MultiDataSet batch = SmallGraphs.batch(options(model, size), made, SmallGraphs.BATCH);

      INDArray expected = gradient(made, batch);
      assertClose("gradient at " + size, gradient(growing, batch), expected, TOLERANCE);
      assertThat(growing.score()).isCloseTo(made.score(), within(TOLERANCE));
      growing.fit(batch);
    }
  }

  private static OptionsOf options(String model, int size) {
    return OptionsOf.model(model).size(size).classes(SmallGraphs.CLASSES).dropout(0);
  }

  private static ComputationGraph graph(String model, int size, Engine engine, MemoryUse memory) {
    OptionsOf options = options(model, size);
    Execution execution = Execution.on(engine);
    ComputationGraph graph =
        Models.network(options.architecture(), options.options(), execution, 1);
    TrainingSettings settings = TrainingSettings.of(Optimizer.ADAM, SmallGraphs.LEARNING_RATE);
    Training.prepare(graph, settings.with(execution).with(memory));
    return graph;
  }

  private static INDArray gradient(ComputationGraph graph, MultiDataSet batch) {
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.computeGradientAndScore();
    return graph.gradient().gradient().dup();
  }
}
