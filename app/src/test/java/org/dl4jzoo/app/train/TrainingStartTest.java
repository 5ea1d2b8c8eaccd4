package org.dl4jzoo.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.app.DrawnImages;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.run.PretrainedCheckpoint;
import org.dl4jzoo.app.setting.AskedTraining;
import org.dl4jzoo.app.setting.TestConfigs;
import org.dl4jzoo.app.setting.TrainConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What few images make of the settings: 45 of them, of which a fold of three leaves 30. */
class TrainingStartTest {

  @TempDir Path folder;
  private final StringWriter told = new StringWriter();
  private Path images;
  private Path weights;

  @BeforeEach
  void draw_images_and_make_weights() throws IOException {
    images = DrawnImages.draw(folder.resolve("images"), 3, 15);
    weights = PretrainedCheckpoint.write(folder.resolve("weights.zip"), "cat", "dog");
  }

  private TrainConfig config(Map<String, ?> changes) {
    Map<String, Object> values = new HashMap<>();
    values.put("model", "mobilenetv2");
    values.put("data", images.toString());
    values.put("weights", weights.toString());
    values.put("engine", "onednn");
    values.put("padding", "tf");
    values.put("alpha", PretrainedCheckpoint.ALPHA);
    values.put("image-size", PretrainedCheckpoint.SIZE);
    values.put("head-epochs", null);
    values.put("epochs", 10);
    values.put("warmup-epochs", 1);
    values.put("batch-size", 32);
    values.put("folds", 3);
    values.putAll(changes);
    return TestConfigs.small(values);
  }

  private TrainConfig started(TrainConfig config, String... chosen) {
    ProgressDisplay display = ProgressDisplay.on(new PrintWriter(told));
    try (InitialWeights initial = InitialWeights.of(config.weights(), config.model(), display)) {
      return TrainingStart.of(new AskedTraining(config, Set.of(chosen)), initial, display).config();
    }
  }

  @Test
  void folds_and_the_training_after_them_have_the_batch_and_length_of_a_fold() {
    TrainConfig all = started(config(Map.of()));

    assertThat(all.batchSize()).isEqualTo(30);
    assertThat(all.epochs()).isEqualTo(120);
    assertThat(all.warmupEpochs()).isEqualTo(12);
    assertThat(told.toString())
        .contains(
            "batch-size is lowered from 32, the default, to the 30 training images of a fold\n",
            "epochs is raised from 10, the default, to 120: an epoch of 30 training images");
    for (int fold = 1; fold <= 3; fold++) {
      assertThat(started(config(Map.of("fold", fold)))).isEqualTo(all.with("fold", fold));
    }
  }

  @Test
  void a_batch_of_as_many_images_as_memory_holds_fits_into_a_fold() {
    Map<String, Object> auto = new HashMap<>();
    auto.put("batch-size", null);

    assertThat(started(config(auto), "epochs").batchSize()).isEqualTo(30);
  }

  @Test
  void a_batch_that_only_the_training_on_all_images_could_fill_is_refused() {
    assertThatThrownBy(() -> started(config(Map.of()), "batch-size"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("batch-size must be at most the 30 training images of a fold of ");
  }

  @Test
  void a_length_that_was_chosen_stays() {
    assertThat(started(config(Map.of()), "epochs").epochs()).isEqualTo(10);
  }
}
