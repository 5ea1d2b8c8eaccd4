package org.dl4jzoo.app.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.app.console.UsageException;
import org.junit.jupiter.api.Test;

class AskedTrainingTest {

  private static List<String> unused(Map<String, ?> settings, String... chosen) {
    return new AskedTraining(TestConfigs.small(settings), Set.of(chosen)).unused();
  }

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
  void a_time_that_a_run_was_fitted_to_before_is_told_of() {
    Map<String, Object> ofRun = Map.of("time-budget", "1m", "epochs", 3, "max-steps", 7);

    assertThatCode(() -> AskedTraining.checkLength(ofRun)).doesNotThrowAnyException();
    assertThat(unused(ofRun, "time-budget", "epochs", "max-steps"))
        .containsExactly(
            "time-budget is not used where epochs and max-steps are given, as by a run that was"
                + " fitted to a time");
  }

  @Test
  void what_only_layers_before_the_classifier_need_is_told_of_where_they_stay_frozen() {
    Map<String, Object> frozen = new HashMap<>(Map.of("weights", "any.h5", "unfreeze", "none"));
    frozen.put("head-epochs", 3);

    assertThat(unused(frozen, "epochs", "optimizer", "mixup", "views"))
        .containsExactly(
            "epochs is not used with unfreeze none, which trains the classifier alone");
  }

  @Test
  void what_steps_take_is_told_of_where_the_classifier_is_only_fitted() {
    Map<String, Object> fitted = new HashMap<>(Map.of("weights", "any.h5", "unfreeze", "none"));
    fitted.put("head-epochs", null);

    assertThat(unused(fitted, "learning-rate", "epochs", "optimizer", "seed"))
        .containsExactly(
            "epochs, learning-rate are not used with unfreeze none, which trains the classifier"
                + " alone",
            "optimizer is not used with unfreeze none, which only fits the classifier");
  }

  @Test
  void what_is_trained_uses_all_that_was_chosen() {
    assertThat(unused(Map.of(), "epochs", "optimizer", "learning-rate")).isEmpty();
  }
}
