package org.dl4jzoo.app.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.dl4jzoo.app.console.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartSizeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start-size      | 72       | from 32 to 64, half of image-size and 32 to image-size; got 72",
        "start-size      | 31       | from 32 to 64, half of image-size and 32 to image-size; got 31",
        "image-size      | 97       | from 49 to 97, half of image-size and 32 to image-size; got 48",
        "augment         | off      | image-size with augment off, which shows images as they are; got 48",
        "auxiliary-heads | true     | image-size with auxiliary-heads, which read maps of one size; got 48",
        "max-steps       | 9        | image-size with max-steps, which may end while images are small; got 48",
        "patience        | 9        | image-size with patience, which may end while images are small; got 48",
        "time-budget     | 10m      | image-size with time-budget, which takes all epochs for as long as the"
            + " first; got 48",
        "engine          | stock    | image-size with engine stock, which takes images of one size; got 48",
        "engine          | cuda     | image-size where a GPU computes, which takes images of one size;"
            + " backend cpu lets them grow; got 48",
        "model           | lenet5   | image-size with lenet5, whose classifier reads maps of one size; got 48",
        "model           | alexnet  | image-size with alexnet, whose classifier reads maps of one size; got 48",
      })
  void images_grow_only_where_they_can(String setting, String value, String rule) {
    TrainConfig growing =
        TestConfigs.small(
            Map.of("model", "resnet18", "image-size", 64, "start-size", 48, "augment", "light"));
    assertThatThrownBy(() -> growing.with(setting, value))
        .isInstanceOf(UsageException.class)
        .hasMessage("start-size must be " + rule);
  }

  @Test
  void images_of_which_only_features_are_trained_on_do_not_grow() {
    Map<String, Object> head =
        Map.of("weights", "/w.h5", "head-epochs", 1, "model", "resnet18", "image-size", 64);
    TrainConfig config = TestConfigs.small(head).with("augment", "light");

    assertThatThrownBy(() -> config.with("start-size", 48))
        .hasMessage(
            "start-size must be image-size unless head-epochs is 0 and unfreeze is all, as frozen layers"
                + " take images of one size; got 48");
    assertThat(config.with("head-epochs", 0).with("start-size", 48).startSize()).isEqualTo(48);
  }

  @Test
  void images_that_begin_at_their_size_do_not_grow() {
    TrainConfig growing =
        TestConfigs.small(
            Map.of("model", "resnet18", "image-size", 64, "start-size", 48, "augment", "light"));

    TrainConfig whole =
        ResumedSettings.of(growing, Map.of("start-size", 64, "patience", 3, "data", "/photos"));

    assertThat(whole.startSize()).isNull();
    assertThat(whole.patience()).isEqualTo(3);
  }
}
