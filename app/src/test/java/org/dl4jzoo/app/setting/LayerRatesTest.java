package org.dl4jzoo.app.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.training.LearningRateSchedule;
import org.dl4jzoo.zoo.training.Schedule;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The first step of Adam moves a weight by the learning rate, however large its gradient is. */
class LayerRatesTest {

  private static LearningRateSchedule constant(double rate) {
    return new LearningRateSchedule(Schedule.CONSTANT, rate, 0, 10);
  }

  private static ComputationGraph network(LayerRates rates) {
    ComputationGraphConfiguration configuration =
        Optimizer.ADAM
            .configure(new NeuralNetConfiguration.Builder(), constant(1), 0)
            .graphBuilder()
            .addInputs("in")
            .addLayer("hidden", new DenseLayer.Builder().nIn(1).nOut(1).build(), "in")
            .addLayer("classifier", new OutputLayer.Builder().nIn(1).nOut(2).build(), "hidden")
            .setOutputs("classifier")
            .build();
    rates.configure(configuration);
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    network.setParam("hidden_W", Nd4j.createFromArray(new float[][] {{1}}));
    network.setParam("classifier_W", Nd4j.createFromArray(new float[][] {{1, -1}}));
    return network;
  }

  private static double[] moved(ComputationGraph network) {
    INDArray hidden = network.getParam("hidden_W").dup();
    INDArray classifier = network.getParam("classifier_W").dup();
    network.fit(
        new INDArray[] {Nd4j.createFromArray(new float[][] {{1}})},
        new INDArray[] {Nd4j.createFromArray(new float[][] {{1, 0}})});
    return new double[] {
      Math.abs(network.getParam("hidden_W").sub(hidden).getDouble(0)),
      Math.abs(network.getParam("classifier_W").sub(classifier).getDouble(0))
    };
  }

  @Test
  void layers_before_the_classifier_take_their_share_of_the_rate() {
    double[] moved = moved(network(new LayerRates(constant(0.1), 0.05)));

    assertThat(moved[0]).isCloseTo(0.005, within(1e-6));
    assertThat(moved[1]).isCloseTo(0.1, within(1e-6));
  }

  @Test
  void a_network_in_training_takes_new_rates() {
    ComputationGraph network = network(new LayerRates(constant(0.1), 0.05));

    new LayerRates(constant(0.2), 0.5).change(network);
    double[] moved = moved(network);

    assertThat(moved[0]).isCloseTo(0.1, within(1e-6));
    assertThat(moved[1]).isCloseTo(0.2, within(1e-6));
  }
}
