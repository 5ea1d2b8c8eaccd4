package org.dl4jzoo.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.data.TestImages;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class GrowingSizeTest {

  @TempDir private Path folder;

  @ParameterizedTest(name = "epoch {3} of {2}, {0} to {1} pixels: {4}")
  @CsvSource({
    "64, 128, 90, 0, 64",
    "64, 128, 90, 14, 64",
    "64, 128, 90, 15, 80",
    "64, 128, 90, 30, 96",
    "64, 128, 90, 59, 112",
    "64, 128, 90, 60, 128",
    "64, 128, 90, 89, 128",
    "64, 128, 4, 1, 96",
    "64, 128, 4, 2, 128",
    "64, 128, 2, 0, 64",
    "64, 128, 2, 1, 128",
    "64, 128, 1, 0, 128",
    "96, 100, 3, 1, 96",
    "96, 100, 3, 2, 100",
    "100, 100, 3, 0, 100",
  })
  void images_grow_in_two_thirds_of_the_epochs(
      int start, int full, int epochs, int epoch, int size) {
    assertThat(new GrowingSize(start, epochs).of(epoch, full)).isEqualTo(size);
  }

  @Test
  void an_image_has_a_part_of_the_pixels() {
    assertThat(new GrowingSize(64, 90).area(0, 128)).isEqualTo(0.25);
    assertThat(new GrowingSize(64, 90).area(60, 128)).isEqualTo(1);
  }

  @Test
  void batches_have_the_size_of_their_epoch_and_in_the_end_are_those_without_growth()
      throws IOException {
    Path yellow = write(TestImages.plain(64, 64, Color.YELLOW));
    try (ImageBatches growing = batches(yellow, Augmentation.LIGHT, new GrowingSize(16, 9));
        ImageBatches constant = batches(yellow, Augmentation.LIGHT, null)) {
      assertThat(images(growing, 0).shape()).containsExactly(1, 16, 16, 3);
      assertThat(images(growing, 3).shape()).containsExactly(1, 32, 32, 3);
      assertThat(images(growing, 6)).isEqualTo(images(constant, 6));
    }
  }

  /** Fields of two pixels, of which a small image has the mean, whatever light variation does. */
  @Test
  void small_images_show_the_mean_of_what_they_are_too_small_for() throws IOException {
    BufferedImage fields = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      fields.setRGB(i % 64, i / 64, (i / 2 + i / 128) % 2 == 0 ? 0 : 0xffffff);
    }
    try (ImageBatches growing =
        batches(write(fields), Augmentation.LIGHT, new GrowingSize(16, 9))) {
      INDArray small = images(growing, 0);
      assertThat(small.meanNumber().doubleValue()).isCloseTo(0.5, within(0.1));
      assertThat(small.stdNumber().doubleValue()).isLessThan(0.1);
      assertThat(images(growing, 6).stdNumber().doubleValue()).isGreaterThan(0.15);
    }
  }

  @Test
  void images_that_are_not_varied_do_not_grow() {
    Path file = folder.resolve("any.png");
    assertThatThrownBy(() -> batches(file, Augmentation.OFF, new GrowingSize(16, 9)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Path write(BufferedImage image) throws IOException {
    return Files.write(folder.resolve("image.png"), TestImages.encode(image, "png"));
  }

  private ImageBatches batches(Path file, Augmentation augmentation, GrowingSize growing) {
    Preprocessing shape = new Preprocessing(48, 48, 3, Resize.SQUASH, Scale.UNIT);
    return new ImageBatches(
        List.of(new Example(file, "image.png", 0)),
        new BatchSettings(
            shape,
            1,
            1,
            augmentation,
            0,
            growing,
            true,
            5,
            1,
            CacheMode.NONE,
            folder.resolve("cache")));
  }

  private static INDArray images(ImageBatches batches, int epoch) {
    return batches.epoch(epoch).iterator().next().images();
  }
}
