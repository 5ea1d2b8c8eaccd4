package org.dl4jzoo.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.TestImages;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.image.Box;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rectangles are drawn is tested where {@link Box} is. */
class ErasingTest {

  private static final Preprocessing SHAPE = new Preprocessing(9, 8, 1, Resize.SQUASH, Scale.UNIT);

  @TempDir Path folder;

  @Test
  void the_drawn_rectangle_of_the_image_is_0_and_nothing_else() {
    float[] batch = new float[3 * SHAPE.bytes()];
    Arrays.fill(batch, 0.5f);
    SplittableRandom same = new SplittableRandom(4);
    same.nextDouble();
    Box box = Box.randomErasure(9, 8, same);

    new Erasing(1, SHAPE).apply(FloatBuffer.wrap(batch), SHAPE.bytes(), new SplittableRandom(4));

    assertThat(box.height() * box.width()).isPositive();
    for (int i = 0; i < batch.length; i++) {
      int pixel = i % SHAPE.bytes();
      int down = pixel / 8 - box.top();
      int right = pixel % 8 - box.left();
      boolean inside = down >= 0 && down < box.height() && right >= 0 && right < box.width();
      boolean second = i / SHAPE.bytes() == 1;
      assertThat(batch[i]).isEqualTo(second && inside ? 0 : 0.5f);
    }
  }

  @Test
  void so_many_images_lose_a_part_as_the_probability_says() {
    SplittableRandom random = new SplittableRandom(1);
    int erased = 0;
    for (int i = 0; i < 4000; i++) {
      FloatBuffer image = FloatBuffer.allocate(SHAPE.bytes());
      Arrays.fill(image.array(), 1);
      new Erasing(0.25, SHAPE).apply(image, 0, random);
      erased += Arrays.equals(image.array(), ones()) ? 0 : 1;
    }

    // A few rectangles of an image this small have no pixel.
    assertThat(erased / 4000.0).isBetween(0.21, 0.28);
  }

  private static float[] ones() {
    float[] ones = new float[SHAPE.bytes()];
    Arrays.fill(ones, 1);
    return ones;
  }

  private List<float[]> epochs(Augmentation augmentation, double erase, int... epochs)
      throws IOException {
    Path file = folder.resolve("white.png");
    Files.write(file, TestImages.encode(TestImages.plain(40, 40, Color.WHITE), "png"));
    Preprocessing shape = new Preprocessing(40, 40, 3, Resize.SQUASH, Scale.UNIT);
    BatchSettings settings =
        new BatchSettings(
            shape,
            1,
            1,
            augmentation,
            erase,
            null,
            true,
            5,
            1,
            CacheMode.NONE,
            folder.resolve("cache"));
    List<float[]> images = new ArrayList<>();
    List<Example> one = List.of(new Example(file, "white.png", 0));
    try (ImageBatches batches = new ImageBatches(one, settings)) {
      for (int epoch : epochs) {
        images.add(batches.epoch(epoch).iterator().next().images().data().asFloat());
      }
    }
    return images;
  }

  @Test
  void every_epoch_erases_another_part_and_again_the_same_one() throws IOException {
    List<float[]> images = epochs(Augmentation.OFF, 1, 0, 1, 2, 1);

    assertThat(images.get(3)).isEqualTo(images.get(1));
    assertThat(images.subList(0, 3))
        .doesNotHaveDuplicates()
        .allSatisfy(
            image -> {
              int zeros = 0;
              for (float value : image) {
                zeros += value == 0 ? 1 : 0;
              }
              assertThat(zeros / 4800.0).isBetween(0.015, 0.35);
            });
  }

  @Test
  void erasing_changes_nothing_of_the_augmentation() throws IOException {
    float[] whole = epochs(Augmentation.STRONG, 0, 3).get(0);
    float[] erased = epochs(Augmentation.STRONG, 1, 3).get(0);
    int kept = 0;
    for (int i = 0; i < whole.length; i++) {
      kept += erased[i] == whole[i] ? 1 : 0;
      assertThat(erased[i]).isIn(0f, whole[i]);
    }

    assertThat(kept).isBetween(whole.length / 2, whole.length - 1);
  }

  @Test
  void a_probability_out_of_range_is_refused() {
    assertThatThrownBy(() -> epochs(Augmentation.OFF, 1.5, 0))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("erase must be in [0, 1]; got 1.5");
  }
}
