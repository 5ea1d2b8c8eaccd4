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
          Map.of("weights", "/w.h5", "head-epochs", 1, "unfreeze", "fc6", "cutmix", 1));

  private static Map<String, Object> suited(String setting, Object value, Set<String> chosen) {
    Map<String, Object> settings =
        new HashMap<>(Map.of("mixup", 0.2, "cutmix", 1.0, "batch-size", 32));
    settings.put(setting, value);
    FinetuneRecipe.suit(settings, chosen);
    return settings;
  }

  @ParameterizedTest
  @CsvSource({"unfreeze,none,0", "unfreeze,all,1", "unfreeze,stage4,1"})
  void images_are_mixed_where_layers_are_trained_on_them(
      String setting, String value, double cutmix) {
    assertThat(suited(setting, value, Set.of(setting)))
        .containsEntry("cutmix", cutmix)
        .containsEntry("mixup", 0.2 * cutmix);
  }

  @Test
  void a_batch_of_one_has_nothing_to_mix_with() {
    assertThat(suited("batch-size", 1, Set.of("batch-size")))
        .containsEntry("cutmix", 0.0)
        .containsEntry("mixup", 0.0);
  }

  @Test
  void mixing_that_somebody_chose_is_left_for_the_checks_to_refuse() {
    assertThat(suited("unfreeze", "none", Set.of("unfreeze", "cutmix")))
        .containsEntry("cutmix", 1.0)
        .containsEntry("mixup", 0.0);
  }

  @Test
  void vectors_are_not_cut() {
    List<String> told = new ArrayList<>();
    AskedTraining unsaid = new AskedTraining(FROM_A_STAGE, Set.of());

    assertThat(unsaid.mixing(FROM_A_STAGE, true, told::add)).isEqualTo(FROM_A_STAGE);
    assertThat(told).isEmpty();
    assertThat(unsaid.mixing(FROM_A_STAGE, false, told::add).cutmix()).isZero();
    assertThat(told)
        .containsExactly("no cutmix: unfreeze fc6 reads vectors, of which no part can be cut");
    assertThatThrownBy(
            () ->
                new AskedTraining(FROM_A_STAGE, Set.of("cutmix"))
                    .mixing(FROM_A_STAGE, false, told::add))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "cutmix must be 0: unfreeze fc6 reads vectors, of which no part can be cut; got 1.0");
  }
}
