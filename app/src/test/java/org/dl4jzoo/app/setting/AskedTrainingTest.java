package org.dl4jzoo.app.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.dl4jzoo.app.console.UsageException;
import org.junit.jupiter.api.Test;

class AskedTrainingTest {

  @Test
  void a_time_and_a_number_of_epochs_or_steps_are_not_both_the_length() {
    assertThatThrownBy(() -> AskedTraining.checkLength(Map.of("time-budget", "1m", "epochs", 3)))
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith("got epochs 3 too");
    assertThatThrownBy(() -> AskedTraining.checkLength(Map.of("time-budget", "1m", "max-steps", 7)))
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith("got max-steps 7 too");
    assertThatCode(() -> AskedTraining.checkLength(Map.of("time-budget", "1m", "patience", 7)))
        .doesNotThrowAnyException();
  }

  @Test
  void a_run_that_was_fitted_to_a_time_gets_no_epochs_alone() {
    TrainConfig open = TestConfigs.small(Map.of("time-budget", "1m"));
    TrainConfig fitted = open.with("max-steps", 7);

    assertThatThrownBy(() -> AskedTraining.checkLength(fitted, Map.of("epochs", 9)))
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith("replace it together; got epochs 9 alone");
    assertThatThrownBy(() -> AskedTraining.checkLength(open, Map.of("max-steps", 9)))
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith("replace it together; got max-steps 9 alone");
    assertThatCode(() -> AskedTraining.checkLength(fitted, Map.of("max-steps", 5)))
        .doesNotThrowAnyException();
    assertThatCode(() -> AskedTraining.checkLength(fitted, Map.of("epochs", 9, "max-steps", 80)))
        .doesNotThrowAnyException();
    assertThatCode(
            () -> AskedTraining.checkLength(TestConfigs.small(Map.of()), Map.of("epochs", 9)))
        .doesNotThrowAnyException();
  }

  @Test
  void a_length_that_a_flag_gives_replaces_that_of_the_file() {
    assertThat(said(Map.of("epochs", 9, "seed", 3), Map.of("time-budget", "1m")))
        .isEqualTo(Map.of("time-budget", "1m", "seed", 3));
    assertThat(said(Map.of("time-budget", "1m", "max-steps", 7, "epochs", 2), Map.of("epochs", 9)))
        .isEqualTo(Map.of("epochs", 9));
    assertThat(said(Map.of("epochs", 9, "max-steps", 7), Map.of("max-steps", 3)))
        .isEqualTo(Map.of("epochs", 9, "max-steps", 3));
    assertThat(said(Map.of("devices", "0,1"), Map.of("device", 1))).isEqualTo(Map.of("device", 1));
  }

  private static Map<String, Object> said(Map<String, Object> ofFile, Map<String, Object> given) {
    return AskedTraining.said(ofFile, given);
  }
}
