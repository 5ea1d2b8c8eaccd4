package org.dl4jzoo.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.dl4jzoo.app.DrawnImages;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.observe.TrainingObserver;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.PretrainedCheckpoint;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.setting.AskedTraining;
import org.dl4jzoo.app.setting.TestConfigs;
import org.dl4jzoo.app.setting.TrainConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A setting reaches what trains: with it, two epochs end in another network than without it. What
 * each does is tested where it is done.
 */
class SettingEffectTest {

  private static final ProgressDisplay DISPLAY =
      ProgressDisplay.on(new PrintWriter(new StringWriter()));

  @TempDir static Path folder;
  private static Path images;
  private static Path weights;
  private static final Map<Map<String, Object>, float[]> WITHOUT = new HashMap<>();

  /** A class has fewer images than the others, so that its weight differs. */
  @BeforeAll
  static void draw_images_and_make_weights() throws IOException {
    images = DrawnImages.draw(folder.resolve("images"), 3, 9);
    try (Stream<Path> classes = Files.list(images);
        Stream<Path> files = Files.list(classes.sorted().findFirst().orElseThrow())) {
      for (Path file : files.limit(4).toList()) {
        Files.delete(file);
      }
    }
    weights = PretrainedCheckpoint.write(folder.resolve("weights.zip"), "cat", "dog");
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        of("mixup", 0.4),
        of("cutmix", 1),
        of("label-smoothing", 0.1),
        of("erase", 1),
        of("augment", "strong"),
        of("augment", "jitter"),
        of("augment", "trivial"),
        of("augment", "rand"),
        of("augment", "off"),
        of("class-weights", "balanced"),
        of("weight-decay", 0.5),
        of("clip-norm", 1e-3),
        of("accumulate", 2),
        of("optimizer", "sgd"),
        of("schedule", "cosine"),
        of("warmup-epochs", 1),
        of("learning-rate", 1e-2),
        of("seed", 7),
        ofPart("all", "backbone-lr-factor", 0.1),
        ofPart("all", "layer-lr-decay", 0.5),
        ofPart("all", "norm-statistics", "batch"),
        ofPart("stage7", "cutmix", 1),
        ofPart("stage7", "mixup", 0.4),
        ofPart("stage7", "erase", 1),
        ofPart("stage7", "augment", "trivial"),
        ofPart("none", "views", 2),
        ofPart("none", "head-learning-rate", 1e-2),
        ofPart("none", "mixup", 0.4),
        ofPart("none", "augment", "strong"));
  }

  private static Arguments of(String setting, Object value) {
    return Arguments.of(Map.of("model", "lenet5", "image-size", 32), setting, value);
  }

  /** Of a network with weights: its head for an epoch, and then what is unfrozen. */
  private static Arguments ofPart(String unfreeze, String setting, Object value) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("model", "mobilenetv2");
    settings.put("padding", "tf");
    settings.put("alpha", PretrainedCheckpoint.ALPHA);
    settings.put("image-size", 96);
    settings.put("head-epochs", 1);
    settings.put("views", 3);
    settings.put("norm-statistics", "fixed");
    settings.put("unfreeze", unfreeze);
    return Arguments.of(settings, setting, value);
  }

  private static float[] trained(Map<String, Object> settings, String run) throws IOException {
    Map<String, Object> values = new HashMap<>(settings);
    boolean pretrained = values.containsKey("head-epochs");
    values.put("weights", pretrained ? weights.toString() : "none");
    values.put("data", images.toString());
    values.put("engine", "onednn");
    values.putIfAbsent("augment", "light");
    values.putIfAbsent("epochs", 2);
    TrainConfig config = TestConfigs.small(values);
    RunFolder output = new RunFolder(Files.createDirectories(folder.resolve(run)));
    try (InitialWeights initial = InitialWeights.of(config.weights(), config.model(), DISPLAY)) {
      TrainingStart start = TrainingStart.of(AskedTraining.exactly(config), initial, DISPLAY);
      new TrainingRun(start.config(), output, start.data(), DISPLAY, TrainingObserver.NONE)
          .train(start.checkpoint(), () -> false);
    }
    return Checkpoint.read(output.last()).network().params().toFloatVector();
  }

  private static float[] without(Map<String, Object> settings) throws IOException {
    float[] known = WITHOUT.get(settings);
    if (known == null) {
      known = trained(settings, "without-" + WITHOUT.size());
      WITHOUT.put(settings, known);
    }
    return known;
  }

  @ParameterizedTest(name = "{1} {2} of {0}")
  @MethodSource("settings")
  void a_setting_changes_what_is_trained(Map<String, Object> settings, String setting, Object value)
      throws IOException {
    Map<String, Object> changed = new HashMap<>(settings);
    changed.put(setting, value);

    assertThat(Arrays.equals(trained(changed, "with-" + setting), without(settings))).isFalse();
  }
}
