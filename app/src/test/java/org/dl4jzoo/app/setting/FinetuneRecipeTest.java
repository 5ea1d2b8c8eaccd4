package org.dl4jzoo.app.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.app.console.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinetuneRecipeTest {

  private static final TrainConfig FROM_A_STAGE =
      TestConfigs.small(
          Map.of("weights", "/w.h5", "head-epochs", 1, "unfreeze", "fc7", "cutmix", 1));

  private static Map<String, Object> mixed(String setting, Object value) {
    Map<String, Object> settings =
        new HashMap<>(Map.of("augment", "strong", "mixup", 0.0, "cutmix", 0.0, "batch-size", 32));
    settings.put(setting, value);
    FinetuneRecipe.mix(settings, Set.of(setting));
    return settings;
  }

  @ParameterizedTest
  @CsvSource({"unfreeze,all", "unfreeze,inception4a", "seed,7"})
  void images_are_mixed_where_layers_are_trained_on_them(String setting, String value) {
    assertThat(mixed(setting, value))
        .containsEntry("augment", "trivial")
        .containsEntry("mixup", 0.2)
        .containsEntry("cutmix", 1.0);
  }

  @Test
  void features_of_whole_images_and_batches_of_one_are_not_mixed() {
    assertThat(List.of(mixed("unfreeze", "none"), mixed("batch-size", 1)))
        .allSatisfy(
            settings ->
                assertThat(settings).containsEntry("cutmix", 0.0).containsEntry("mixup", 0.0));
  }

  @Test
  void what_somebody_chose_stays() {
    assertThat(mixed("augment", "light")).containsEntry("augment", "light");
    assertThat(mixed("cutmix", 0.5)).containsEntry("cutmix", 0.5).containsEntry("mixup", 0.2);
  }

  @Test
  void vectors_are_not_cut() {
    List<String> told = new ArrayList<>();
    AskedTraining unsaid = new AskedTraining(FROM_A_STAGE, Set.of());

    assertThat(unsaid.mixing(FROM_A_STAGE, true, told::add)).isEqualTo(FROM_A_STAGE);
    assertThat(told).isEmpty();
    assertThat(unsaid.mixing(FROM_A_STAGE, false, told::add).cutmix()).isZero();
    assertThat(told)
        .containsExactly("no cutmix: unfreeze fc7 reads vectors, of which no part can be cut");
    assertThatThrownBy(
            () ->
                new AskedTraining(FROM_A_STAGE, Set.of("cutmix"))
                    .mixing(FROM_A_STAGE, false, told::add))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "cutmix must be 0: unfreeze fc7 reads vectors, of which no part can be cut; got 1.0");
  }
}
