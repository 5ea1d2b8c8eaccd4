package org.dl4jzoo.app.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnusedSettingsTest {

  private static List<String> unused(Map<String, ?> settings, String... chosen) {
    return new UnusedSettings(TestConfigs.small(settings), Set.of(chosen)).sentences(true);
  }

  /** Null of head-epochs is auto. */
  private static List<String> ofWeights(String unfreeze, Integer headEpochs, String... chosen) {
    return unused(frozen(unfreeze, headEpochs), chosen);
  }

  private static Map<String, Object> frozen(String unfreeze, Integer headEpochs) {
    Map<String, Object> settings = new HashMap<>(Map.of("weights", "any.h5"));
    settings.put("unfreeze", unfreeze);
    settings.put("head-epochs", headEpochs);
    settings.put("augment", "light");
    return settings;
  }

  @Test
  void a_time_that_a_run_was_fitted_to_before_is_told_of() {
    Map<String, Object> ofRun = Map.of("time-budget", "1m", "epochs", 3, "max-steps", 7);

    assertThat(unused(ofRun, "time-budget", "epochs", "max-steps"))
        .containsExactly(
            "time-budget is not used where epochs and max-steps are given, as by a run that was"
                + " fitted to a time");
  }

  @Test
  void what_only_layers_before_the_classifier_need_is_told_of_where_they_stay_frozen() {
    assertThat(ofWeights("none", 3, "epochs", "optimizer", "mixup", "views"))
        .containsExactly(
            "epochs is not used with unfreeze none, which trains the classifier alone");
    assertThat(ofWeights("classifier", 3, "epochs", "views", "backbone-lr-factor"))
        .containsExactly(
            "backbone-lr-factor is not used with unfreeze classifier, which trains nothing before"
                + " it");
  }

  @Test
  void what_steps_take_is_told_of_where_the_classifier_is_only_fitted() {
    assertThat(ofWeights("none", null, "learning-rate", "epochs", "optimizer", "dropout", "seed"))
        .containsExactly(
            "epochs, learning-rate are not used with unfreeze none, which trains the classifier"
                + " alone",
            "optimizer, dropout are not used with unfreeze none, which only fits the classifier");
  }

  @Test
  void a_kind_of_augmentation_is_told_of_where_there_are_images_and_mirror_images_alone() {
    Map<String, Object> fitted = frozen("none", null);
    fitted.put("augment", "trivial");
    assertThat(unused(fitted, "augment"))
        .containsExactly(
            "augment is not used with unfreeze none, which fits the classifier to images and their"
                + " mirror images");
    fitted.put("augment", "off");
    assertThat(unused(fitted, "augment")).isEmpty();
  }

  @Test
  void views_and_the_heads_rate_are_told_of_where_no_epochs_train_the_classifier_alone() {
    assertThat(unused(Map.of(), "views", "head-learning-rate"))
        .containsExactly("head-learning-rate, views are not used without head-epochs");
    assertThat(ofWeights("all", null, "views", "head-learning-rate"))
        .containsExactly(
            "head-learning-rate, views are not used where head-epochs auto fits the classifier");
    assertThat(ofWeights("classifier", null, "views")).isEmpty();
    Map<String, Object> unchanged = frozen("all", 2);
    assertThat(unused(unchanged, "views")).isEmpty();
    unchanged.put("augment", "off");
    assertThat(unused(unchanged, "views")).containsExactly("views is not used with augment off");
  }

  @Test
  void what_batch_norm_takes_is_told_of_where_there_is_none() {
    TrainConfig lenet = TestConfigs.small(Map.of());
    Set<String> chosen = Set.of("norm-statistics", "epochs");
    assertThat(new UnusedSettings(lenet, chosen).sentences(false))
        .containsExactly("norm-statistics is not used in lenet5, which has no batch norm");
    assertThat(new UnusedSettings(lenet, chosen).sentences(true)).isEmpty();
  }

  @Test
  void the_file_of_a_run_names_all_settings_of_which_nobody_chose_one() {
    TrainConfig config = TestConfigs.small(Map.of());
    Set<String> all = Setting.toWritten(config).keySet();

    assertThat(new UnusedSettings(config, all).sentences(false)).isEmpty();
    assertThat(unused(Map.of(), "views")).hasSize(1);
  }

  @Test
  void what_is_trained_uses_all_that_was_chosen() {
    assertThat(unused(Map.of(), "epochs", "optimizer", "learning-rate")).isEmpty();
  }
}
