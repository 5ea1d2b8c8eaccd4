package org.dl4jzoo.app.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.app.console.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleRecipeTest {

  private final List<String> told = new ArrayList<>();

  private Map<String, Object> filledIn(Map<String, Object> said) {
    Map<String, Object> settings =
        new HashMap<>(Setting.toMap(TestConfigs.small(Map.of("augment", "light"))));
    settings.keySet().removeAll(Set.of("image-size", "channels"));
    settings.putAll(Map.of("model", "resnet18", "data", "sample", "epochs", 20));
    settings.putAll(said);
    SampleRecipe.fillIn(settings, said.keySet(), told::add);
    return settings;
  }

  @ParameterizedTest
  @CsvSource({"batch-size,16", "augment,strong", "engine,onednn", "weights,none"})
  void drawn_flowers_grow_unless_length_or_size_is_said(String setting, String value) {
    assertThat(filledIn(Map.of(setting, value)))
        .containsEntry("image-size", 96)
        .containsEntry("start-size", 48)
        .containsEntry("epochs", 30);
    assertThat(told)
        .containsExactly(
            "image-size 96 for the drawn flowers, which grow from 48 within 30 epochs, so that it "
                + "takes minutes; --image-size 224 takes them as they are");
  }

  @ParameterizedTest
  @CsvSource({
    "epochs,7",
    "max-steps,3",
    "patience,2",
    "time-budget,10m",
    "start-size,96",
    "augment,off",
    "engine,stock"
  })
  void they_keep_their_size_where_length_or_images_are_chosen(String setting, String value) {
    Map<String, Object> filledIn = filledIn(Map.of(setting, value));

    assertThat(filledIn).containsEntry("image-size", 96).doesNotContainEntry("start-size", 48);
    assertThat(filledIn.get("epochs")).isEqualTo(setting.equals("epochs") ? value : 20);
    assertThat(told)
        .containsExactly(
            "image-size 96 for the drawn flowers, so that it takes minutes; --image-size 224 takes "
                + "them as they are");
  }

  @ParameterizedTest
  @CsvSource({"image-size,64", "data,tf_flowers", "model,lenet5"})
  void other_sizes_images_and_networks_are_left_alone(String setting, String value) {
    Map<String, Object> filledIn = filledIn(Map.of(setting, value));

    assertThat(filledIn).containsEntry("epochs", 20).doesNotContainEntry("start-size", 48);
    assertThat(filledIn.get("image-size")).isEqualTo(setting.equals("image-size") ? value : null);
    assertThat(told).isEmpty();
  }

  @Test
  void on_a_gpu_they_have_their_size_from_the_beginning() {
    TrainConfig growing =
        TestConfigs.small(
                Map.of("model", "resnet18", "image-size", 96, "start-size", 48, "augment", "light"))
            .with("engine", null);
    AskedTraining unsaid = new AskedTraining(growing, Set.of());

    assertThat(unsaid.on(Backend.CPU, told::add).config().startSize()).isEqualTo(48);
    assertThat(told).isEmpty();
    assertThat(unsaid.on(Backend.CUDA, told::add).config().startSize()).isNull();
    assertThat(told)
        .containsExactly(
            "images have 96 pixels from the beginning on a GPU, where they can't grow");
    AskedTraining said = new AskedTraining(growing, Set.of("start-size"));
    assertThatThrownBy(() -> said.on(Backend.CUDA, told::add))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("start-size must be image-size where a GPU computes");
  }
}
