package org.dl4jzoo.app.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GradientAccumulationTest {

  private static INDArray[] rows(float... values) {
    return new INDArray[] {Nd4j.createFromArray(values).reshape(values.length, 1)};
  }

  private static INDArray[] firstClass(int images) {
    INDArray targets = Nd4j.create(images, 2);
    targets.getColumn(0).assign(1);
    return new INDArray[] {targets};
  }

  /** All probabilities are 1/2, so the gradient of the first weight is −1/2 × the mean input. */
  @Test
  void a_step_of_uneven_batches_is_that_of_all_their_images_at_once() {
    ComputationGraph network =
        TinyClassifier.withZeroWeights(TinyClassifier.configuration(1, 2, 0.1));
    GradientAccumulation gradients = new GradientAccumulation();
    network.setListeners(gradients);

    gradients.add(network, rows(1, 2, 3), firstClass(3));
    gradients.add(network, rows(4, 5), firstClass(2));
    assertThat(network.getParam("classifier_W").getDouble(0)).as("before the update").isZero();
    network.fit(rows(9), firstClass(1));

    double meanInput = (1 + 2 + 3 + 4 + 5 + 9) / 6.0;
    assertThat(network.getParam("classifier_W").getDouble(0))
        .isCloseTo(1.9 * 0.1 * 0.5 * meanInput, within(1e-6));
    assertThat(network.getIterationCount()).isEqualTo(1);
  }

  @Test
  void the_next_step_begins_anew() {
    ComputationGraph network =
        TinyClassifier.withZeroWeights(TinyClassifier.configuration(1, 2, 0.1));
    GradientAccumulation gradients = new GradientAccumulation();
    network.setListeners(gradients);
    gradients.add(network, rows(1, 2), firstClass(2));
    network.fit(rows(3), firstClass(1));
    ComputationGraph other = network.clone();
    other.setListeners(gradients);

    network.setListeners();
    network.fit(rows(7), firstClass(1));
    other.fit(rows(7), firstClass(1));

    assertThat(other.params()).isEqualTo(network.params());
  }

  /** Batches with means 2 and 6: one step of 1 − decay = 0.1 from 0 towards 4. */
  @Test
  void running_statistics_take_one_step_with_the_mean_of_the_batches() {
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
    GradientAccumulation gradients = new GradientAccumulation();
    network.setListeners(gradients);

    gradients.add(network, rows(1, 2, 3), firstClass(3));
    network.fit(rows(5, 7), firstClass(2));

    assertThat(network.getParam("norm_mean").getDouble(0)).isCloseTo(0.4, within(1e-6));
  }
}
