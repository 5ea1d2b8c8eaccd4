package org.dl4jzoo.zoo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.model.NetworkCut;
import org.dl4jzoo.zoo.net.Vertex;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LayerRatesTest {

  private static final LayerRates RATES = new LayerRates(0.8, 0.5);

  private static ComputationGraphConfiguration network(String model, boolean auxiliaryHeads) {
    Architecture architecture = Models.named(model);
    ModelOptions options = ModelOptions.of(architecture, 5).withAuxiliaryHeads(auxiliaryHeads);
    return Models.configure(
        architecture, options, Engine.ONEDNN, new NeuralNetConfiguration.Builder().seed(1));
  }

  /** The share of each stage, of which all layers must have the same. */
  private static Map<String, Double> ofStages(ComputationGraphConfiguration network) {
    Map<String, Double> stages = new LinkedHashMap<>();
    RATES
        .of(network)
        .forEach(
            (vertex, share) -> {
              Double before = stages.putIfAbsent(Vertex.stage(vertex), share);
              assertThat(share).as(vertex).isEqualTo(before == null ? share : before);
            });
    return stages;
  }

  @Test
  void each_stage_takes_its_part_of_the_next_ones() {
    assertThat(ofStages(network("resnet18", false)))
        .isEqualTo(
            Map.of(
                "conv1",
                0.05,
                "conv2",
                0.1,
                "conv3",
                0.2,
                "conv4",
                0.4,
                "conv5",
                0.8,
                "classifier",
                1.0));
  }

  @Test
  void side_classifiers_are_beside_the_stages() {
    Map<String, Double> without = RATES.of(network("googlenet-bn", false));
    Map<String, Double> with = RATES.of(network("googlenet-bn", true));

    assertThat(without)
        .containsEntry("inception5b.branch1", 0.8)
        .containsEntry("inception4d.branch1", 0.1)
        .containsEntry("classifier", 1.0);
    assertThat(with).containsAllEntriesOf(without);
    with.keySet().removeAll(without.keySet());
    with.keySet().removeIf(vertex -> vertex.endsWith(".dropout"));
    assertThat(with)
        .isEqualTo(
            Map.of(
                "aux1.conv",
                0.8,
                "aux1.fc",
                0.8,
                "aux1",
                1.0,
                "aux2.conv",
                0.8,
                "aux2.fc",
                0.8,
                "aux2",
                1.0));
  }

  @Test
  void what_comes_after_a_cut_has_the_shares_of_the_whole() {
    ComputationGraph whole = new ComputationGraph(network("resnet18", false));
    whole.init();
    ComputationGraph rest = NetworkCut.before("conv4", whole).rest();

    Map<String, Double> ofRest = RATES.of(rest.getConfiguration());

    assertThat(ofRest).containsEntry("conv4.block1.conv1", 0.4);
    assertThat(RATES.of(whole.getConfiguration())).containsAllEntriesOf(ofRest);
  }

  /** The first step of Adam is as long as the rate. */
  @Test
  void a_step_moves_a_stage_by_its_share() {
    TrainingSettings plain = TrainingSettings.of(Optimizer.ADAM, 0.01);
    TrainingSettings settings =
        new TrainingSettings(
            plain.optimizer(), plain.learningRate(), RATES, 0, plain.execution(), plain.memory());
    ComputationGraph network = new ComputationGraph(network("lenet5", false));
    network.init();
    Training.prepare(network, settings);
    Map<String, INDArray> before = new LinkedHashMap<>();
    network.paramTable().forEach((name, values) -> before.put(name, values.dup()));

    INDArray images = Nd4j.rand(4, 28, 28, 1);
    network.fit(new INDArray[] {images}, new INDArray[] {Nd4j.eye(5).getRows(0, 1, 2, 3)});

    RATES
        .of(network.getConfiguration())
        .forEach(
            (vertex, share) -> {
              String weights = vertex + "_W";
              INDArray moved = network.paramTable().get(weights).sub(before.get(weights));
              assertThat(moved.amaxNumber().doubleValue())
                  .as(vertex)
                  .isCloseTo(0.01 * share, within(1e-5 * share));
            });
    assertThat(RATES.of(network.getConfiguration()).values()).contains(0.4, 0.2, 1.0);
  }

  @Test
  void shares_out_of_their_range_are_refused() {
    assertThatThrownBy(() -> new LayerRates(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the decay's share of the learning rate must be in (0, 1]; got 0.0");
  }
}
