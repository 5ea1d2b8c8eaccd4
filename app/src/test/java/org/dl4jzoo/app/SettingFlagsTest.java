package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dl4jzoo.app.setting.Setting;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class SettingFlagsTest {

  private static CommandSpec parse(String... args) {
    CommandLine command = new CommandLine(new TrainCommand());
    command.parseArgs(args);
    return command.getCommandSpec();
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

  @Test
  void a_flag_given_with_its_default_value_is_given() {
    assertThat(SettingFlags.given(parse("--batch-size=32", "--auxiliary-heads")))
        .containsOnlyKeys("batch-size", "auxiliary-heads")
        .containsEntry("batch-size", 32)
        .containsEntry("auxiliary-heads", true);
  }
}
