package org.dl4jzoo.zoo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Whoever has zoo.jar and Deeplearning4j can use a network that the program trained: {@code
 * lenet5-run.zip} is a run's {@code best.zip}, from {@code zoo train --model lenet5 --data sample
 * --image-size 12 --channels 1 --optimizer sgd --learning-rate 0.01 --batch-size 8 --epochs 2
 * --max-steps 2 --warmup-epochs 1}.
 */
class ModelSerializerTest {

  private ComputationGraph network;

  @BeforeEach
  void read() throws Exception {
    Path file = Path.of(ModelSerializerTest.class.getResource("/lenet5-run.zip").toURI());
    network = ModelSerializer.restoreComputationGraph(file.toFile(), true);
  }

  @Test
  void the_program_is_not_on_the_class_path() {
    assertThatThrownBy(() -> Class.forName("org.dl4jzoo.app.Main"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void a_network_that_the_program_trained_names_classes() {
    INDArray probabilities = network.outputSingle(Nd4j.rand(2, 12, 12, 1));

    assertThat(probabilities.shape()).containsExactly(2, 5);
    assertThat(probabilities.sum(1).toFloatVector())
        .containsExactly(new float[] {1, 1}, within(1e-6f));
  }

  @Test
  void it_keeps_its_momenta_and_its_learning_rates_and_trains_on() {
    BaseLayer classifier = (BaseLayer) network.getOutputLayer(0).conf().getLayer();
    INDArray momenta = network.getUpdater().getStateViewArray();
    INDArray before = network.params().dup();

    assertThat(((Nesterovs) classifier.getIUpdater()).getLearningRateSchedule())
        .isEqualTo(new LearningRateSchedule(Schedule.COSINE, 0.01, 79, 158));
    assertThat(momenta.norm2Number().doubleValue()).isPositive();
    assertThat(network.getIterationCount()).isEqualTo(2);
    network.fit(
        new INDArray[] {Nd4j.rand(2, 12, 12, 1)},
        new INDArray[] {Nd4j.createFromArray(new float[][] {{1, 0, 0, 0, 0}, {0, 1, 0, 0, 0}})});
    assertThat(network.params()).isNotEqualTo(before);
  }
}
