package org.dl4jzoo.zoo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;

class LearningRateScheduleTest {

  private static double rate(Schedule schedule, int warmupSteps, int step) {
    return new LearningRateSchedule(schedule, 0.8, warmupSteps, 100).valueAt(step, 0);
  }

  @Test
  void constant_stays() {
    assertThat(rate(Schedule.CONSTANT, 0, 0)).isEqualTo(0.8);
    assertThat(rate(Schedule.CONSTANT, 0, 99)).isEqualTo(0.8);
  }

  @Test
  void the_warm_up_rises_evenly_and_ends_at_the_learning_rate() {
    assertThat(rate(Schedule.CONSTANT, 4, 0)).isEqualTo(0.2);
    assertThat(rate(Schedule.CONSTANT, 4, 1)).isEqualTo(0.4);
    assertThat(rate(Schedule.CONSTANT, 4, 3)).isEqualTo(0.8);
    assertThat(rate(Schedule.CONSTANT, 4, 4)).isEqualTo(0.8);
  }

  @Test
  void cosine_is_half_way_down_in_the_middle_and_0_at_the_end() {
    assertThat(rate(Schedule.COSINE, 0, 0)).isEqualTo(0.8);
    assertThat(rate(Schedule.COSINE, 0, 50)).isCloseTo(0.4, within(1e-12));
    assertThat(rate(Schedule.COSINE, 0, 100)).isCloseTo(0, within(1e-12));
    assertThat(rate(Schedule.COSINE, 20, 60)).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void step_divides_by_ten_after_each_third() {
    assertThat(rate(Schedule.STEP, 0, 33)).isEqualTo(0.8);
    assertThat(rate(Schedule.STEP, 0, 34)).isCloseTo(0.08, within(1e-12));
    assertThat(rate(Schedule.STEP, 0, 67)).isCloseTo(0.008, within(1e-12));
  }

  @Test
  void a_stored_network_keeps_its_schedule() {
    LearningRateSchedule schedule = new LearningRateSchedule(Schedule.COSINE, 0.8, 4, 100);
    ComputationGraphConfiguration network =
        new NeuralNetConfiguration.Builder()
            .updater(new Adam(schedule))
            .graphBuilder()
            .addInputs("in")
            .addLayer("classifier", new OutputLayer.Builder().nIn(2).nOut(2).build(), "in")
            .setOutputs("classifier")
            .build();

    ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(network.toJson());

    BaseLayer layer =
        (BaseLayer)
            ((org.deeplearning4j.nn.conf.graph.LayerVertex) read.getVertices().get("classifier"))
                .getLayerConf()
                .getLayer();
    assertThat(((Adam) layer.getIUpdater()).getLearningRateSchedule()).isEqualTo(schedule);
  }
}
