package org.dl4jzoo.zoo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.Adam;

class SavedConfigurationTest {

  private static ComputationGraphConfiguration configuration() {
    LearningRateSchedule rates = new LearningRateSchedule(Schedule.COSINE, 0.8, 4, 100);
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .updater(new Adam(rates))
        .graphBuilder()
        .addInputs("in")
        .addLayer("classifier", new OutputLayer.Builder().nIn(2).nOut(2).build(), "in")
        .setOutputs("classifier")
        .build();
  }

  private static String withScheduleCalled(String name) {
    return configuration().toJson().replace(LearningRateSchedule.class.getName(), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "setting"})
  void the_schedule_is_found_under_the_names_it_had_in_older_checkpoints(String where) {
    String old = withScheduleCalled("org.dl4jzoo.app.%s.LearningRateSchedule".formatted(where));

    assertThat(SavedConfiguration.read(old)).isEqualTo(configuration());
  }

  @Test
  void a_name_that_no_class_ever_had_is_refused() {
    String unknown = withScheduleCalled("org.dl4jzoo.app.train.LearningRateSchedules");

    assertThatThrownBy(() -> SavedConfiguration.read(unknown))
        .hasMessageContaining("LearningRateSchedules");
  }
}
