package org.dl4jzoo.app.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class WeightAverageTest {

  private static INDArray parameters(double value) {
    return Nd4j.createFromArray(new float[][] {{(float) value}});
  }

  @Test
  void keeps_the_decays_share_of_itself_but_less_in_the_first_steps() {
    WeightAverage average = WeightAverage.startingAt(parameters(0), 0.5);

    average.follow(parameters(11), 1);
    assertThat(average.values().getDouble(0)).as("2/11 × 0 + 9/11 × 11").isCloseTo(9, within(1e-5));
    average.follow(parameters(1), 2);
    assertThat(average.values().getDouble(0)).as("3/12 × 9 + 9/12 × 1").isCloseTo(3, within(1e-5));
    average.follow(parameters(5), 100);
    assertThat(average.values().getDouble(0)).as("1/2 × 3 + 1/2 × 5").isCloseTo(4, within(1e-5));
  }

  @Test
  void a_decay_of_zero_is_no_average() {
    assertThat(WeightAverage.startingAt(parameters(1), 0)).isNull();
  }

  @Test
  void the_network_has_the_average_for_a_while_only() {
    ComputationGraph network =
        TinyClassifier.withZeroWeights(TinyClassifier.configuration(1, 2, 0.1));
    WeightAverage average = WeightAverage.startingAt(network.params(), 0.9);
    network.params().assign(2);
    double[] during = {-1};

    average.during(network, () -> during[0] = network.params().getDouble(0));

    assertThat(during[0]).isZero();
    assertThat(network.params().getDouble(0)).isEqualTo(2);
    assertThat(average.values().maxNumber().doubleValue()).isZero();
  }
}
