package org.dl4jzoo.zoo.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.Net;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PiecesTest {

  @ParameterizedTest(name = "{0} images on {1} threads")
  @CsvSource({
    "1, 2, '1'",
    "2, 2, '1 1'",
    "3, 2, '2 1'",
    "9, 2, '3 2 2 2'",
    "20, 2, '4 4 3 3 3 3'",
    "32, 2, '4 4 4 4 4 4 4 4'",
    "32, 16, '2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2'",
  })
  void every_thread_gets_about_as_many_images(int batch, int workers, String sizes) {
    List<Integer> expected = List.of(sizes.split(" ")).stream().map(Integer::valueOf).toList();

    assertThat(new Pieces(4, 0).sizes(batch, workers)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} images on {1} threads")
  @CsvSource({"32, 1", "5, 8", "9, 8", "8, 64"})
  void a_batch_that_leaves_threads_idle_is_computed_whole(int batch, int workers) {
    assertThat(new Pieces(4, 0).sizes(batch, workers)).containsExactly(batch);
  }

  /**
   * AlexNet has 60 million parameters and 650,000 neurons (Krizhevsky et al. 2012), MobileNetV2 3.5
   * million and 6.7 (timm's table). ResNet-18 has 11.7 million and 2.5 of its convolutions, by that
   * table, and of its pooling 0.2.
   */
  @ParameterizedTest
  @CsvSource({"alexnet, 16", "resnet18, 4", "mobilenetv2, 1"})
  void a_piece_has_as_many_values_as_the_network_has_weights(String model, int images) {
    Architecture architecture = Models.named(model);
    Net net = Models.net(architecture, ModelOptions.of(architecture, 1000));
    Program program = new Program(net.image().value(), net.logits(), net.instructions());

    assertThat(Pieces.of(program.simplified())).isEqualTo(new Pieces(images, 0));
  }

  /**
   * LeNet-5 has 416,520 multiply-accumulates for an image of 28 pixels, and a batch 4 million at
   * least; MobileNetV2 6.1 million for one of 32 pixels and 25 of 64, and some 60 primitives.
   */
  @ParameterizedTest(name = "{0} of {1} pixels: {2} images")
  @CsvSource({"lenet5, 28, 9", "mobilenetv2, 32, 3", "mobilenetv2, 64, 0", "resnet18, 32, 0"})
  void few_images_of_small_networks_are_left_to_one_thread(String model, int size, int images) {
    Architecture architecture = Models.named(model);
    ModelOptions options = ModelOptions.of(architecture, 10);
    ImageShape image = new ImageShape(size, size, options.image().channels());
    Net net = Models.net(architecture, options.withImage(image));
    Program program = new Program(net.image().value(), net.logits(), net.instructions());
    Pieces pieces = Pieces.of(program.simplified());

    assertThat(pieces.isSmall(images)).isTrue();
    assertThat(pieces.isSmall(images + 1)).isFalse();
  }

  @Test
  void pieces_are_the_whole_batch() {
    for (int batch = 1; batch < 100; batch++) {
      for (int workers = 1; workers < 20; workers++) {
        assertThat(new Pieces(4, 0).sizes(batch, workers)).allMatch(size -> size > 0);
        assertThat(new Pieces(4, 0).sizes(batch, workers).stream().mapToInt(size -> size).sum())
            .isEqualTo(batch);
      }
    }
  }
}
