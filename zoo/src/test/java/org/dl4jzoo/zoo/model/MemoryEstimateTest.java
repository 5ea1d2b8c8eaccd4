package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.assertj.core.data.Percentage;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.memory.Arena;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.dl4jzoo.zoo.net.summary.MemoryEstimate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Estimates from shapes beside what training really takes. */
class MemoryEstimateTest {

  /** Gaps that nothing fits into, and gradients that wait for those of other branches. */
  private static final double MAPS_PERCENT = 17;

  private static final double PEAK_PERCENT = 15;

  @ParameterizedTest
  @CsvSource({
    "mobilenetv2, NORMAL",
    "mobilenetv2, LOW",
    "resnet18, NORMAL",
    "resnet18, LOW",
    "densenet121, NORMAL",
    "densenet121, LOW",
    "googlenet-bn, NORMAL",
    "googlenet-bn, LOW"
  })
  void the_maps_of_a_step_are_those_that_its_shapes_tell_of(String model, MemoryUse memory) {
    ComputationGraph graph = SmallGraphs.graph(model);
    Arena arena = memory.install(graph);
    graph.fit(SmallGraphs.batch(model, graph));
    long values = arena.bytes() / Float.BYTES / SmallGraphs.BATCH;
    assertThat(most(model, memory)).isCloseTo(values, withinPercentage(MAPS_PERCENT));
  }

  private static long most(String model, MemoryUse memory) {
    OptionsOf options = SmallGraphs.options(model);
    MemoryEstimate estimate = estimate(options);
    return memory == MemoryUse.NORMAL ? estimate.stepValues() : estimate.stepValuesInLittleMemory();
  }

  /** Peaks of {@code zoo bench --classes 5} in GB: training, in little memory, and inference. */
  @ParameterizedTest
  @CsvSource({
    "mobilenetv2, 32, 2.07, 1.26, 0.58",
    "resnet18, 32, 1.02, 0.93, 0.56",
    "googlenet-bn, 32, 1.24, 1.09, 0.64",
    "densenet121, 16, 1.99, 1.07, 0.47",
    "alexnet, 32, 1.28, 1.26, 0.50",
    "vgg16, 16, 3.12, 3.12, 1.20"
  })
  void estimates_are_near_the_peaks_that_were_measured(
      String model, int batch, double normal, double low, double inference) {
    MemoryEstimate estimate = estimate(OptionsOf.model(model).classes(5));
    Percentage near = withinPercentage(PEAK_PERCENT);
    assertThat(estimate.trainingBytes(batch, MemoryUse.NORMAL) / 1e9).isCloseTo(normal, near);
    assertThat(estimate.trainingBytes(batch, MemoryUse.LOW) / 1e9).isCloseTo(low, near);
    assertThat(estimate.inferenceBytes(batch) / 1e9).isCloseTo(inference, near);
  }

  private static MemoryEstimate estimate(OptionsOf options) {
    return Models.summary(options.architecture(), options.options()).memory();
  }
}
