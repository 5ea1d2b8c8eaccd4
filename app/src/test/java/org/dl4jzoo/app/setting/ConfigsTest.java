package org.dl4jzoo.app.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dl4jzoo.zoo.model.Models;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigsTest {

  private static final Path CONFIGS = Path.of("../configs");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(CONFIGS)) {
      return files.toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_file_opens_with_its_command_and_names_a_known_model_and_its_data(Path file)
      throws IOException {
    Map<String, Object> settings = ConfigFile.read(file);

    assertThat(Files.readString(file))
        .startsWith("# scripts/zoo train --config configs/" + file.getFileName() + "\n");
    assertThat(Models.names()).contains((String) settings.get("model"));
    assertThat(file.getFileName().toString())
        .startsWith(settings.get("model") + "-" + settings.get("data"));
  }
}
