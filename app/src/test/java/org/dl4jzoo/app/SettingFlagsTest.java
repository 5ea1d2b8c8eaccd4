package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dl4jzoo.app.setting.NormStatistics;
import org.dl4jzoo.app.setting.Setting;
import org.dl4jzoo.data.batch.Augmentation;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.Schedule;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class SettingFlagsTest {

  private static CommandSpec parse(String... args) {
    return parsed(new TrainCommand(), args);
  }

  private static CommandSpec parsed(TrainingCommand command, String... args) {
    CommandLine line = new CommandLine(command);
    line.parseArgs(args);
    return line.getCommandSpec();
  }

  @Test
  void every_setting_has_a_flag_of_its_name() {
    List<String> flags =
        SettingFlags.all(
                parse(
                    "--engine=nd4j",
                    "--device=1",
                    "--devices=0,1",
                    "--max-latency=9.5",
                    "--max-size=20",
                    "--patience=2",
                    "--image-size=9",
                    "--start-size=9",
                    "--channels=1",
                    "--resize=pad",
                    "--padding=tf",
                    "--dropout=0",
                    "--alpha=1",
                    "--blocks=1,1",
                    "--max-steps=5",
                    "--time-budget=9m",
                    "--train-data=t",
                    "--val-data=v",
                    "--test-data=e",
                    "--class-map=m",
                    "--split=1,0,0",
                    "--folds=5",
                    "--fold=1",
                    "--keep=last",
                    "--unfreeze=all"))
            .keySet()
            .stream()
            .toList();

    assertThat(flags).isEqualTo(Setting.all().stream().map(Setting::name).toList());
  }

  @Test
  void defaults_are_the_original_recipe() {
    assertThat(SettingFlags.all(parse()))
        .containsEntry("model", "resnet18")
        .containsEntry("data", "sample")
        .containsEntry("batch-size", 32)
        .containsEntry("learning-rate", 1e-3)
        .doesNotContainKeys("image-size", "engine");
  }

  /** docs/recipes.md, "The default". */
  @Test
  void defaults_of_fine_tuning_are_the_recipe_that_was_measured() {
    assertThat(SettingFlags.all(parsed(new FinetuneCommand())))
        .containsEntry("model", "mobilenetv2")
        .containsEntry("weights", "imagenet")
        .containsEntry("head-epochs", null)
        .containsEntry("epochs", 10)
        .containsEntry("warmup-epochs", 1)
        .containsEntry("learning-rate", 3e-4)
        .containsEntry("schedule", Schedule.COSINE)
        .containsEntry("optimizer", Optimizer.ADAMW)
        .containsEntry("weight-decay", 0.01)
        .containsEntry("augment", Augmentation.STRONG)
        .containsEntry("label-smoothing", 0.1)
        .containsEntry("ema-decay", 0.99)
        .containsEntry("layer-lr-decay", 1.0)
        .containsEntry("norm-statistics", NormStatistics.FIXED);
  }

  @Test
  void a_flag_given_with_its_default_value_is_given() {
    assertThat(SettingFlags.given(parse("--batch-size=32", "--auxiliary-heads")))
        .containsOnlyKeys("batch-size", "auxiliary-heads")
        .containsEntry("batch-size", 32)
        .containsEntry("auxiliary-heads", true);
  }
}
