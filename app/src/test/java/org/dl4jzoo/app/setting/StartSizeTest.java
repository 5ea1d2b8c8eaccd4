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
        "augment         | off      | unset with augment off, which shows images as they are; got 48",
        "auxiliary-heads | true     | unset with auxiliary-heads, which read maps of one size; got 48",
        "max-steps       | 9        | unset with max-steps, which may end while images are small; got 48",
        "patience        | 9        | unset with patience, which may end while images are small; got 48",
        "time-budget     | 10m      | unset with time-budget, which takes all epochs for as long as the"
            + " first; got 48",
        "engine          | stock    | unset with engine stock, which takes images of one size; got 48",
        "engine          | cuda     | unset where a GPU computes, which takes images of one size;"
            + " backend cpu lets them grow; got 48",
        "model           | lenet5   | unset with lenet5, whose classifier reads maps of one size; got 48",
        "model           | alexnet  | unset with alexnet, whose classifier reads maps of one size; got 48",
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
            "start-size must be unset unless head-epochs is 0 and unfreeze is all, as frozen layers"
                + " take images of one size; got 48");
    assertThat(config.with("head-epochs", 0).with("start-size", 48).startSize()).isEqualTo(48);
  }
}
