package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** GoogLeNet with its two side classifiers, section 5 of the paper. */
class AuxiliaryHeadsTest {

  @ParameterizedTest
  @ValueSource(strings = {"googlenet", "googlenet-bn"})
  void side_losses_count_three_tenths(String model) {
    OptionsOf options = SmallGraphs.options(model).auxiliaryHeads();
    ComputationGraph graph = SmallGraphs.graph(options, SmallGraphs.LEARNING_RATE);
    assertThat(graph.getConfiguration().getNetworkOutputs())
        .containsExactly("classifier", "aux1", "aux2");
    MultiDataSet batch = SmallGraphs.batch(options, graph, SmallGraphs.BATCH);
    INDArray[] outputs = graph.output(batch.getFeatures());
    INDArray labels = batch.getLabels(0);
    double expected =
        crossEntropy(outputs[0], labels)
            + 0.3 * crossEntropy(outputs[1], labels)
            + 0.3 * crossEntropy(outputs[2], labels);
    assertThat(graph.score(batch, false)).isCloseTo(expected, within(1e-4 * expected));
  }

  private static double crossEntropy(INDArray probabilities, INDArray labels) {
    double sum = 0;
    for (int i = 0; i < labels.rows(); i++) {
      for (int j = 0; j < labels.columns(); j++) {
        sum -= labels.getDouble(i, j) * Math.log(probabilities.getDouble(i, j));
      }
    }
    return sum / labels.rows();
  }

  @ParameterizedTest
  @ValueSource(strings = {"googlenet", "googlenet-bn"})
  void every_head_learns_from_the_same_labels(String model) {
    OptionsOf options = SmallGraphs.options(model).auxiliaryHeads();
    ComputationGraph graph = SmallGraphs.graph(options, SmallGraphs.LEARNING_RATE);
    MultiDataSet batch = SmallGraphs.batch(options, graph, SmallGraphs.BATCH);
    graph.fit(batch);
    double first = graph.score();
    for (int step = 2; step <= 10; step++) {
      graph.fit(batch);
    }
    assertThat(graph.score()).isLessThan(0.7 * first);
  }
}
