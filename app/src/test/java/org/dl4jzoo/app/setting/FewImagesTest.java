package org.dl4jzoo.app.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FewImagesTest {

  private static final TrainConfig TEN_EPOCHS =
      TestConfigs.EVERYTHING_CHANGED
          .with("time-budget", null)
          .with("batch-size", 32)
          .with("epochs", 10)
          .with("warmup-epochs", 1);

  private final List<String> told = new ArrayList<>();

  private TrainConfig lengthened(TrainConfig config, Set<String> chosen, int images) {
    return FewImages.lengthened(config, chosen, images, told::add);
  }

  @Test
  void few_images_are_seen_in_more_epochs_of_which_the_same_share_warms_up() {
    TrainConfig longer = lengthened(TEN_EPOCHS, Set.of("model", "data"), 44);

    assertThat(longer).isEqualTo(TEN_EPOCHS.with("epochs", 60).with("warmup-epochs", 6));
    assertThat(told)
        .containsExactly(
            "epochs is raised from 10, the default, to 60: an epoch of 44 training images is short");
  }

  @Test
  void large_batches_do_not_make_images_few() {
    TrainConfig large = TEN_EPOCHS.with("batch-size", 256).with("accumulate", 4);

    assertThat(lengthened(large, Set.of("batch-size", "accumulate"), 1113)).isEqualTo(large);
  }

  @Test
  void small_batches_make_more_steps() {
    assertThat(lengthened(TEN_EPOCHS.with("batch-size", 8), Set.of(), 44).epochs()).isEqualTo(20);
  }

  @Test
  void a_chosen_warm_up_stays() {
    assertThat(lengthened(TEN_EPOCHS, Set.of("warmup-epochs"), 44).warmupEpochs()).isEqualTo(1);
  }

  @Test
  void enough_images_are_seen_as_often_as_usual() {
    assertThat(lengthened(TEN_EPOCHS, Set.of(), 353)).isEqualTo(TEN_EPOCHS);
    assertThat(told).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"epochs", "max-steps", "time-budget", "patience"})
  void a_length_that_was_chosen_stays(String setting) {
    assertThat(lengthened(TEN_EPOCHS, Set.of(setting), 44)).isEqualTo(TEN_EPOCHS);
  }

  @Test
  void neither_random_weights_nor_the_classifier_alone_are_trained_longer() {
    TrainConfig random =
        TEN_EPOCHS
            .with("head-epochs", 0)
            .with("unfreeze", TrainConfig.ALL)
            .with("norm-statistics", NormStatistics.BATCH)
            .with("weights", TrainConfig.NONE);
    TrainConfig classifier =
        TEN_EPOCHS
            .with("cutmix", 0.0)
            .with("erase", 0.0)
            .with("layer-lr-decay", 1.0)
            .with("unfreeze", TrainConfig.NONE);

    assertThat(lengthened(random, Set.of(), 44)).isEqualTo(random);
    assertThat(lengthened(classifier, Set.of(), 44)).isEqualTo(classifier);
  }
}
