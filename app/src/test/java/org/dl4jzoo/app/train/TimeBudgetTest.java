package org.dl4jzoo.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.setting.Setting;
import org.dl4jzoo.app.setting.TestConfigs;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.zoo.training.LearningRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeBudgetTest {

  /** Ten steps of 0.5 s and 5 s at the end of an epoch make 1 s a step. */
  @ParameterizedTest
  @CsvSource({"60, 60, 6", "64.9, 64, 7", "0.2, 1, 1", "-3, 1, 1"})
  void steps_share_the_time_with_the_ends_of_their_epochs(double seconds, int steps, int epochs) {
    TimeBudget.Cost cost = new TimeBudget.Cost(0.5, 5, 10);
    assertThat(cost.stepsIn(seconds)).isEqualTo(steps);
    assertThat(cost.epochsOf(steps)).isEqualTo(epochs);
  }

  @ParameterizedTest
  @CsvSource({"90s, 90, 1m30s", "10m, 600, 10m", "1h30m, 5400, 1h30m"})
  void times_are_read_and_written_as_people_write_them(String text, long seconds, String written) {
    TrainConfig config = TestConfigs.small(Map.of("time-budget", text));
    assertThat(config.timeBudget()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(Setting.toMap(config)).containsEntry("time-budget", written);
    assertThat(Setting.named("time-budget").orElseThrow().parse(text))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"600", "ten minutes", "10 m", ""})
  void what_is_no_time_is_refused(String text) {
    assertThatThrownBy(() -> Setting.named("time-budget").orElseThrow().parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessage("time-budget must be a time such as 90s, 10m or 1h30m; got " + text);
  }

  @Test
  void it_is_refused_where_there_is_no_time_or_nothing_to_fit() {
    assertThatThrownBy(() -> TestConfigs.small(Map.of("time-budget", "0s")))
        .isInstanceOf(UsageException.class)
        .hasMessage("time-budget must be longer than 0; got 0s");
    Map<String, Object> headOnly = new HashMap<>();
    headOnly.put("weights", "/weights.h5");
    headOnly.put("head-epochs", 2);
    headOnly.put("unfreeze", "none");
    headOnly.put("time-budget", "10m");
    assertThatThrownBy(() -> TestConfigs.small(headOnly))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("time-budget must be left out where unfreeze is none");
    assertThatThrownBy(() -> TestConfigs.small(Map.of("time-budget", "10m", "folds", 5)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("time-budget must be left out with folds");
  }

  /** Half a cosine over 7 steps: the last one is taken at (1 + cos(6π/7)) / 2 of the rate. */
  @Test
  void the_schedule_ends_with_the_last_step_that_fits() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("schedule", "cosine");
    settings.put("learning-rate", 1);
    settings.put("max-steps", 7);
    LearningRate cutOff = learningRate(settings);
    settings.put("time-budget", "10m");
    LearningRate fitted = learningRate(settings);

    assertThat(fitted.valueAt(6, 1)).isCloseTo(0.0495, within(1e-4));
    assertThat(cutOff.valueAt(6, 1)).as("after 6 of 15").isCloseTo(0.6545, within(1e-4));
  }

  /** Three epochs of five steps. */
  private static LearningRate learningRate(Map<String, Object> settings) {
    return Phase.of(TestConfigs.small(settings)).get(0).training(5).learningRate();
  }
}
