package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallMapsTest {

  /** The first stages of the papers' tables whose output is 14x14 for images of 224x224. */
  @ParameterizedTest
  @CsvSource({
    "resnet18, conv4",
    "resnext50-32x4d, conv4",
    "mobilenetv2, stage4",
    "googlenet, inception4a",
    "densenet121, transition2",
    "lenet5,"
  })
  void the_first_stage_of_maps_of_a_sixteenth_is_that_of_the_paper(String model, String stage) {
    Architecture architecture = Models.named(model);

    assertThat(
            NetworkCut.stageOfSmallMaps(Models.net(architecture, ModelOptions.of(architecture, 2))))
        .isEqualTo(Optional.ofNullable(stage));
  }

  @ParameterizedTest
  @CsvSource({
    "alexnet, fc6, true",
    "alexnet, fc7, false",
    "vgg16, fc1, true",
    "vgg16, classifier, false",
    "mobilenetv2, stage7, true"
  })
  void stages_after_a_fully_connected_layer_read_vectors(String model, String stage, boolean maps) {
    Architecture architecture = Models.named(model);

    assertThat(
            NetworkCut.read(stage, Models.net(architecture, ModelOptions.of(architecture, 2)))
                .vector())
        .isNotEqualTo(maps);
  }
}
