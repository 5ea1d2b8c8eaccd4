package org.dl4jzoo.app.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.batch.Augmentation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name_the_file() {
    file = folder.resolve("my.yaml");
  }

  private Map<String, Object> read(String text) throws IOException {
    Files.writeString(file, text);
    return ConfigFile.read(file);
  }

  private void assertRefused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UsageException.class)
        .hasMessage(file + message);
  }

  @Test
  void values_are_read_as_on_the_command_line() throws IOException {
    assertThat(read("# a comment\naugment: off\nlearning-rate: 1e-3\nblocks: [2, 2]\nseed: 7\n"))
        .isEqualTo(
            Map.of(
                "augment",
                Augmentation.OFF,
                "learning-rate",
                1e-3,
                "blocks",
                List.of(2, 2),
                "seed",
                7L));
    assertThat(read("blocks: 2,2,2,2")).isEqualTo(Map.of("blocks", List.of(2, 2, 2, 2)));
  }

  @Test
  void devices_are_read_as_text_and_as_a_list_and_written_to_be_read_again() throws IOException {
    assertThat(read("devices: 0,2")).isEqualTo(Map.of("devices", Devices.of("0,2")));
    assertThat(read("devices: [0, 2]")).isEqualTo(Map.of("devices", Devices.of("0,2")));
    assertThat(read("devices: all")).isEqualTo(Map.of("devices", new Devices(List.of())));
    assertRefused(
        "devices: 0,0\n",
        " line 1: devices must be numbers of different GPUs, such as 0,1, or all; got 0,0");
    TrainConfig config =
        TestConfigs.small(
            Map.of("backend", "cuda", "engine", "cuda", "devices", "2,0", "sync-norm", true));
    ConfigFile.write(file, config);
    assertThat(TrainConfig.of(ConfigFile.read(file))).isEqualTo(config);
    assertThat(config.devices().numbers()).containsExactly(2, 0);
  }

  @Test
  void images_that_grow_and_a_fold_are_written_to_be_read_again() throws IOException {
    TrainConfig config =
        TestConfigs.small(
            Map.of(
                "model", "resnet18",
                "image-size", 96,
                "start-size", 48,
                "augment", "light",
                "engine", "onednn",
                "folds", 5,
                "fold", 2));

    ConfigFile.write(file, config);

    assertThat(file).content().contains("start-size: 48\n", "folds: 5\n", "fold: 2\n");
    assertThat(TrainConfig.of(ConfigFile.read(file))).isEqualTo(config);
  }

  @Test
  void limits_of_a_network_to_be_chosen_are_read() throws IOException {
    assertThat(read("model: auto\nmax-latency: 9.5\nmax-size: 20\n"))
        .isEqualTo(Map.of("model", "auto", "max-latency", 9.5, "max-size", 20.0));
  }

  @Test
  void an_empty_file_sets_nothing() throws IOException {
    assertThat(read("# only a comment\n")).isEmpty();
  }

  @Test
  void an_unknown_name_is_refused_with_its_line_and_the_nearest_name() {
    assertRefused(
        "epochs: 3\nbatchsize: 8\n",
        " line 2: unknown setting 'batchsize'; the nearest is 'batch-size'");
  }

  @Test
  void a_wrong_type_is_refused_with_its_line() {
    assertRefused("\nepochs: many\n", " line 2: epochs must be a whole number; got many");
    assertRefused("epochs: 2.5\n", " line 1: epochs must be a whole number; got 2.5");
    assertRefused("learning-rate: [1]\n", " line 1: learning-rate must be a number; got [1]");
    assertRefused("auxiliary-heads: 3\n", " line 1: auxiliary-heads must be true or false; got 3");
    assertRefused(
        "optimizer: lion\n",
        " line 1: optimizer must be one of adam, sgd, adamw, rmsprop; got lion");
    assertRefused(
        "blocks: two\n", " line 1: blocks must be whole numbers, such as 2,2,2,2; got two");
  }

  @Test
  void a_list_with_a_gap_is_refused() {
    for (String blocks : List.of("2,2,,2", "2,2,", "''", "[2, '']")) {
      assertThatThrownBy(() -> read("blocks: " + blocks))
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith(
              file + " line 1: blocks must be whole numbers, such as 2,2,2,2; got ");
    }
  }

  @Test
  void a_name_set_twice_is_refused() {
    assertRefused("seed: 1\nseed: 2\n", " line 2: seed is set twice");
  }

  @Test
  void a_list_in_place_of_settings_is_refused() {
    assertRefused("- epochs\n", " line 1: expected 'name: value' on each line");
  }

  @Test
  void broken_yaml_is_refused_with_its_line() {
    assertThatThrownBy(() -> read("epochs: 3\nblocks: [2,\n"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(file + " line 3: ");
  }

  @Test
  void a_folder_and_a_file_of_bytes_are_refused() throws IOException {
    Files.createDirectory(file);
    assertThatThrownBy(() -> ConfigFile.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("cannot read %s: ".formatted(file));
    Files.delete(file);

    for (byte[] bytes : new byte[][] {{'P', 'K', 3, 4}, {-1, -40, -1, -32}}) {
      Files.write(file, bytes);
      assertThatThrownBy(() -> ConfigFile.read(file))
          .isInstanceOf(UsageException.class)
          .hasMessage(
              file + " must be a text file with 'name: value' on each line; it is something else");
    }
  }

  @Test
  void aliases_are_refused_before_they_are_followed() {
    StringBuilder nested = new StringBuilder("blocks: &a0 [1, 1]\n");
    for (int i = 1; i < 25; i++) {
      nested.append("blocks: &a%d [*a%d, *a%d]\n".formatted(i, i - 1, i - 1));
    }
    assertRefused(nested.toString(), " line 2: settings are written out; got the alias *a0");
    assertRefused("blocks: &a [*a]\n", " line 1: settings are written out; got the alias *a");
  }

  @Test
  void values_in_values_and_long_files_are_refused() {
    String deep = "[".repeat(2000) + "]".repeat(2000);
    assertThatThrownBy(() -> read("blocks: " + deep))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageNotContaining("\n");
    assertRefused(
        "data: " + "x".repeat(10_000_000) + "\n",
        " must have at most 65536 bytes of settings; it has more");
  }

  @Test
  void a_missing_file_is_named() {
    assertThatThrownBy(() -> ConfigFile.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessage("there is no configuration file " + file);
  }

  @Test
  void what_is_written_reads_the_same() {
    ConfigFile.write(file, TestConfigs.EVERYTHING_CHANGED);

    assertThat(TrainConfig.of(ConfigFile.read(file))).isEqualTo(TestConfigs.EVERYTHING_CHANGED);
    // Images are named by data or by train-data, and have a split or folds; limits are for auto;
    // there is a device or devices; images grow where no layer is frozen.
    assertThat(ConfigFile.read(file).keySet())
        .containsExactlyElementsOf(
            Setting.all().stream()
                .map(Setting::name)
                .filter(
                    name ->
                        !Set.of(
                                "data",
                                "folds",
                                "fold",
                                "max-latency",
                                "max-size",
                                "devices",
                                "start-size")
                            .contains(name))
                .toList());
  }
}
