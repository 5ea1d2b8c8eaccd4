package org.dl4jzoo.zoo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/** The first step of Adam moves a weight by the learning rate, however large its gradient is. */
class PreparedTrainingTest {

  private static TrainingSettings adam(double rate, double backboneFactor) {
    return new TrainingSettings(
        Optimizer.ADAM,
        LearningRateSchedule.constant(rate),
        new LayerRates(backboneFactor, 1),
        0,
        Execution.on(Engine.fastest()),
        MemoryUse.NORMAL);
  }

  private static ComputationGraph prepared(TrainingSettings settings) {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("hidden", new DenseLayer.Builder().nIn(1).nOut(1).build(), "in")
                .addLayer("classifier", new OutputLayer.Builder().nIn(1).nOut(2).build(), "hidden")
                .setOutputs("classifier")
                .build());
    network.init();
    Training.prepare(network, settings);
    network.setParam("hidden_W", Nd4j.createFromArray(new float[][] {{1}}));
    network.setParam("classifier_W", Nd4j.createFromArray(new float[][] {{1, -1}}));
    return network;
  }

  private static void step(ComputationGraph network) {
    network.fit(
        new INDArray[] {Nd4j.createFromArray(new float[][] {{1}})},
        new INDArray[] {Nd4j.createFromArray(new float[][] {{1, 0}})});
  }

  private static double[] moved(ComputationGraph network) {
    INDArray hidden = network.getParam("hidden_W").dup();
    INDArray classifier = network.getParam("classifier_W").dup();
    step(network);
    return new double[] {
      Math.abs(network.getParam("hidden_W").sub(hidden).getDouble(0)),
      Math.abs(network.getParam("classifier_W").sub(classifier).getDouble(0))
    };
  }

  private static INDArray state(ComputationGraph network) {
    return network.getUpdater().getStateViewArray();
  }

  @Test
  void layers_before_the_classifier_take_their_share_of_the_rate() {
    double[] moved = moved(prepared(adam(0.1, 0.05)));

    assertThat(moved[0]).isCloseTo(0.005, within(1e-6));
    assertThat(moved[1]).isCloseTo(0.1, within(1e-6));
  }

  @Test
  void a_network_in_training_takes_new_rates() {
    ComputationGraph network = prepared(adam(0.1, 0.05));

    Training.prepare(network, adam(0.2, 0.5));
    double[] moved = moved(network);

    assertThat(moved[0]).isCloseTo(0.1, within(1e-6));
    assertThat(moved[1]).isCloseTo(0.2, within(1e-6));
  }

  @Test
  void the_same_optimizer_goes_on_with_its_state_at_a_new_rate() {
    ComputationGraph network = prepared(adam(0.1, 1));
    step(network);
    INDArray before = state(network).dup();

    Training.prepare(network, adam(0.2, 1));

    assertThat(state(network)).isEqualTo(before);
    assertThat(before.amaxNumber().doubleValue()).isPositive();
  }

  @Test
  void another_optimizer_starts_anew() {
    ComputationGraph network = prepared(adam(0.1, 1));
    step(network);

    Training.prepare(network, TrainingSettings.of(Optimizer.SGD, 0.1));

    assertThat(state(network).length()).as("a momentum each").isEqualTo(network.numParams());
    assertThat(state(network).amaxNumber().doubleValue()).isZero();
  }

  @Test
  void other_groups_of_layers_start_anew() {
    ComputationGraph network = prepared(adam(0.1, 1));
    step(network);

    Training.prepare(network, adam(0.1, 0.5));

    assertThat(state(network).length()).isEqualTo(2 * network.numParams());
    assertThat(state(network).amaxNumber().doubleValue()).isZero();
  }

  @Test
  void settings_out_of_their_range_are_refused() {
    assertThatThrownBy(() -> adam(0.1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the backbone's share of the learning rate must be in (0, 1]; got 0.0");
  }

  @Test
  void what_is_saved_says_how_it_was_trained() {
    TrainingSettings settings =
        new TrainingSettings(
            Optimizer.ADAMW,
            new LearningRateSchedule(Schedule.COSINE, 0.1, 2, 10),
            new LayerRates(0.5, 1),
            0.01,
            Execution.on(Engine.ND4J),
            MemoryUse.LOW);
    ComputationGraph network = prepared(settings);

    BaseLayer hidden = savedLayer(network, "hidden");
    BaseLayer classifier = savedLayer(network, "classifier");

    assertThat(hidden.getIUpdater())
        .isEqualTo(new Adam(new LearningRateSchedule(Schedule.COSINE, 0.05, 2, 10)));
    assertThat(classifier.getIUpdater()).isEqualTo(new Adam(settings.learningRate()));
    assertThat(classifier.getRegularization()).containsExactly(new WeightDecay(0.01, true));
  }

  private static BaseLayer savedLayer(ComputationGraph network, String name) {
    String json = network.getConfiguration().toJson();
    LayerVertex vertex =
        (LayerVertex) ComputationGraphConfiguration.fromJson(json).getVertices().get(name);
    return (BaseLayer) vertex.getLayerConf().getLayer();
  }

  @Test
  void after_the_end_a_network_computes_the_same_and_can_be_trained_on() {
    ComputationGraph network = prepared(adam(0.1, 1));
    step(network);
    INDArray input = Nd4j.createFromArray(new float[][] {{1}});
    INDArray before = network.outputSingle(input).dup();

    Training.end(network);

    assertThat(network.outputSingle(input)).isEqualTo(before);
    Training.prepare(network, adam(0.1, 1));
    assertThat(moved(network)[1]).isPositive();
  }
}
