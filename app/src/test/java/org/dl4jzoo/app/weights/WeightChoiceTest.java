package org.dl4jzoo.app.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.Models;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightChoiceTest {

  private static final Architecture RESNET = Models.named("resnet18");

  @ParameterizedTest
  @ValueSource(strings = {"none", "imagenet", "torchvision"})
  void a_name_is_meant_even_where_a_file_is_called_so(String name) throws IOException {
    Path namesake = Files.createFile(Path.of(name));
    try {
      assertThat(WeightChoice.fromAnywhere(name, RESNET)).isEqualTo(name);
    } finally {
      Files.delete(namesake);
    }
  }

  @Test
  void a_file_is_meant_from_any_working_directory() {
    assertThat(WeightChoice.fromAnywhere("pom.xml", RESNET))
        .isEqualTo(Path.of("pom.xml").toAbsolutePath().toString());
  }
}
