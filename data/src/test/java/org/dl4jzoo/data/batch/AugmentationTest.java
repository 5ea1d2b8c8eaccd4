package org.dl4jzoo.data.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.data.TestImages;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AugmentationTest {

  private static final Preprocessing SHAPE =
      new Preprocessing(12, 10, 3, Resize.SQUASH, Scale.UNIT);

  @TempDir Path folder;

  private List<Example> examples() throws IOException {
    return LabelledImages.open(TestImages.folder(folder.resolve("images"), 3, "a", "b")).examples();
  }

  private BatchSettings settings(Augmentation augmentation, Preprocessing shape) {
    return new BatchSettings(
        shape, 2, 2, augmentation, 0, null, true, 9, 2, CacheMode.NONE, folder.resolve("cache"));
  }

  private static List<float[]> images(ImageBatches batches, int epoch, int firstBatch) {
    List<float[]> images = new ArrayList<>();
    for (Batch batch : batches.epoch(epoch, firstBatch)) {
      images.add(batch.images().data().asFloat());
    }
    return images;
  }

  @ParameterizedTest
  @EnumSource
  void a_resumed_epoch_has_the_images_that_it_would_have_had(Augmentation augmentation)
      throws IOException {
    BatchSettings settings = settings(augmentation, SHAPE);
    try (ImageBatches first = new ImageBatches(examples(), settings);
        ImageBatches second = new ImageBatches(examples(), settings)) {
      List<float[]> whole = images(first, 3, 0);

      assertThat(whole).hasSize(3);
      assertThat(images(second, 3, 1).toArray(float[][]::new))
          .isDeepEqualTo(whole.subList(1, 3).toArray(float[][]::new));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OFF")
  void every_epoch_varies_images_of_colours_and_of_grey(Augmentation augmentation)
      throws IOException {
    for (int channels : new int[] {1, 3}) {
      Preprocessing shape = new Preprocessing(12, 10, channels, Resize.SQUASH, Scale.UNIT);
      List<Example> one = examples().subList(0, 1);
      try (ImageBatches batches = new ImageBatches(one, settings(augmentation, shape))) {
        List<float[]> images = new ArrayList<>();
        for (int epoch = 0; epoch < 4; epoch++) {
          images.add(images(batches, epoch, 0).get(0));
        }

        assertThat(images).doesNotHaveDuplicates();
        assertThat(images).allSatisfy(image -> assertThat(image).hasSize(12 * 10 * channels));
      }
    }
  }
}
