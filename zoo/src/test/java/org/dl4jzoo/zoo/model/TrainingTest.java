package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.Precision;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.Training;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Every registered network, but not each depth of it, learns one batch by heart. */
class TrainingTest {

  private static final int STEPS = 10;

  /** VGG-11 and ResNet-50 stand for the deeper ones, which have more of the same blocks. */
  static List<String> models() {
    return Models.names().stream()
        .filter(name -> !name.matches("vgg1[369].*|resnet1\\d\\d"))
        .toList();
  }

  @AfterEach
  void free_the_graphs() {
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    System.gc();
  }

  @ParameterizedTest
  @MethodSource("models")
  void ten_steps_on_one_batch_lower_the_loss(String model) {
    assertLearns(model, Execution.on(Engine.fastest()), MemoryUse.NORMAL);
  }

  @ParameterizedTest
  @CsvSource({"lenet5", "mobilenetv2"})
  void so_do_they_on_nd4js_operations(String model) {
    assertLearns(model, Execution.on(Engine.ND4J), MemoryUse.NORMAL);
  }

  @ParameterizedTest
  @CsvSource({"resnet18", "mobilenetv2"})
  void so_do_they_with_bfloat16_products_in_little_memory(String model) {
    assumeThat(Engine.computes(Precision.BF16)).as("a CPU that multiplies bfloat16").isTrue();
    assertLearns(model, Execution.on(Engine.ONEDNN).with(Precision.BF16), MemoryUse.LOW);
  }

  private static void assertLearns(String model, Execution execution, MemoryUse memory) {
    boolean large = model.startsWith("vgg") || model.equals("alexnet");
    OptionsOf options = SmallGraphs.options(model);
    double learningRate = large ? 1e-4 : SmallGraphs.LEARNING_RATE;
    ComputationGraph graph = SmallGraphs.graph(options, learningRate);
    Training.prepare(
        graph, TrainingSettings.of(Optimizer.ADAM, learningRate).with(execution).with(memory));
    MultiDataSet batch = SmallGraphs.batch(model, graph);
    assertProbabilities(graph.outputSingle(batch.getFeatures(0)));
    Map<String, INDArray> before = copies(graph);
    graph.fit(batch);
    double first = graph.score();
    assertEveryParameterChanged(before, graph);
    before.clear();
    for (int step = 2; step <= STEPS; step++) {
      graph.fit(batch);
    }
    assertThat(graph.score()).as("loss after ten steps").isLessThan(0.7 * first);
    assertProbabilities(graph.outputSingle(batch.getFeatures(0)));
    graph.close();
  }

  private static void assertProbabilities(INDArray output) {
    assertThat(output.shape()).containsExactly(SmallGraphs.BATCH, SmallGraphs.CLASSES);
    for (double sum : output.sum(1).toDoubleVector()) {
      assertThat(sum).isCloseTo(1, within(1e-5));
    }
  }

  private static Map<String, INDArray> copies(ComputationGraph graph) {
    Map<String, INDArray> copies = new TreeMap<>();
    graph.paramTable().forEach((name, value) -> copies.put(name, value.dup()));
    return copies;
  }

  /** By any amount at all: deep networks' first gradients are small. */
  private static void assertEveryParameterChanged(
      Map<String, INDArray> before, ComputationGraph graph) {
    graph.paramTable().forEach((name, value) -> before.get(name).subi(value));
    assertThat(before)
        .isNotEmpty()
        .allSatisfy(
            (name, change) -> assertThat(change.amaxNumber().doubleValue()).as(name).isPositive());
  }

  @ParameterizedTest
  @CsvSource({"lenet5", "resnet18", "mobilenetv2", "densenet121", "googlenet", "googlenet-bn"})
  void one_seed_gives_one_network(String model) {
    Bits.assertSame(
        "parameters", SmallGraphs.graph(model).params(), SmallGraphs.graph(model).params());
  }

  @ParameterizedTest
  @CsvSource({"vgg13", "vgg16", "vgg19", "vgg13-bn", "vgg16-bn", "vgg19-bn"})
  void the_deeper_vggs_give_finite_features_some_of_them_zero(String model) {
    OptionsOf options = OptionsOf.model(model).size(32).features(FeaturePooling.AVG);
    ComputationGraph graph = SmallGraphs.graph(options, SmallGraphs.LEARNING_RATE);
    INDArray features = graph.outputSingle(SmallGraphs.images(options, 2));
    assertThat(features.shape()).containsExactly(2, 512);
    assertThat(features.toFloatMatrix()[0]).contains(0f);
    assertThat(features.maxNumber().floatValue()).isPositive().isFinite();
    graph.close();
  }
}
