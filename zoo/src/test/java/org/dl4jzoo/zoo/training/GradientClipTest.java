package org.dl4jzoo.zoo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One step from zero weights. Both classes have probability 1/2, so the gradient of the weights is
 * (−x/2, x/2) and that of the biases (−1/2, 1/2): at x = 7 its norm is √((49 + 1) / 2) = 5. The
 * first step of Nesterov's momentum 0.9 is 1.9 times rate and gradient.
 */
class GradientClipTest {

  private static final double RATE = 0.1;
  private static final double UNCLIPPED = 1.9 * RATE * 7 / 2;

  private static TrainingSettings clippedTo(double norm) {
    return TrainingSettings.of(Optimizer.SGD, RATE).clippedTo(norm);
  }

  private static ComputationGraph classifier(GradientNormalization normalization) {
    ComputationGraph network = OneLayer.classifier(normalization);
    network.params().assign(0);
    return network;
  }

  /** The mean input of the two images is 7. */
  private static void step(ComputationGraph network) {
    network.fit(
        new INDArray[] {Nd4j.createFromArray(new float[][] {{4}, {10}})},
        new INDArray[] {Nd4j.createFromArray(new float[][] {{1, 0}, {1, 0}})});
  }

  @ParameterizedTest
  @CsvSource({"ONEDNN, 1, 0.2", "ND4J, 1, 0.2", "ONEDNN, 5.1, 1", "ND4J, 5.1, 1", "ONEDNN, 0, 1"})
  void a_gradient_that_is_too_long_is_shortened_to_the_norm(
      Engine engine, double norm, double factor) {
    ComputationGraph network = classifier(GradientNormalization.None);
    Training.prepare(network, clippedTo(norm).with(Execution.on(engine)));
    step(network);
    assertThat(network.getParam("classifier_W").getDouble(0))
        .isCloseTo(factor * UNCLIPPED, within(1e-6));
    assertThat(network.getParam("classifier_b").getDouble(1))
        .as("what is small is shortened by the same factor")
        .isCloseTo(-factor * UNCLIPPED / 7, within(1e-6));
  }

  /** The running mean would alone be longer than the norm. */
  @Test
  void running_statistics_neither_count_nor_are_shortened() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(1))
                .addLayer("norm", new BatchNormalization.Builder().decay(0.9).build(), "in")
                .addLayer("classifier", new OutputLayer.Builder().nOut(2).build(), "norm")
                .setOutputs("classifier")
                .build());
    network.init();
    network.setParam("classifier_W", Nd4j.zeros(1, 2));
    Training.prepare(network, clippedTo(1));
    network.fit(
        new INDArray[] {Nd4j.createFromArray(new float[][] {{99}, {101}})},
        new INDArray[] {Nd4j.createFromArray(new float[][] {{1, 0}, {1, 0}})});
    assertThat(network.getParam("norm_mean").getDouble(0)).isCloseTo(10, within(1e-4));
    assertThat(network.getParam("classifier_b").getDouble(0))
        .as("the gradient is (-1/2, 1/2), shorter than 1")
        .isCloseTo(1.9 * RATE / 2, within(1e-6));
  }

  @Test
  void nan_stays_to_be_found() {
    ComputationGraph network = classifier(GradientNormalization.None);
    Training.prepare(network, clippedTo(1));
    network.fit(
        new INDArray[] {Nd4j.createFromArray(new float[][] {{Float.NaN}})},
        new INDArray[] {Nd4j.createFromArray(new float[][] {{1, 0}})});
    assertThat(network.getParam("classifier_W").getDouble(0)).isNaN();
  }

  @Test
  void gradients_that_are_normalised_otherwise_are_refused() {
    ComputationGraph network = classifier(GradientNormalization.ClipL2PerLayer);
    assertThatThrownBy(() -> Training.prepare(network, clippedTo(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("can't be clipped");
  }
}
