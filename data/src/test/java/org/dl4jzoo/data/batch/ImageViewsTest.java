package org.dl4jzoo.data.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.dl4jzoo.data.TestImages;
import org.dl4jzoo.data.preprocess.ImageLoader;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageViewsTest {

  private static final Preprocessing SHAPE = new Preprocessing(6, 5, 3, Resize.SQUASH, Scale.UNIT);
  private static final int LENGTH = SHAPE.bytes();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write_an_image() throws IOException {
    byte[] png = TestImages.encode(TestImages.blocks(40, 30, 1), "png");
    file = TestImages.write(folder.resolve("image.png"), png);
  }

  private static float[][] views(Path image, Augmentation augmentation, int count) {
    FloatBuffer target = FloatBuffer.allocate(count * LENGTH);
    new ImageViews(SHAPE, augmentation).read(image).views(count, target, 0);
    float[][] views = new float[count][];
    for (int view = 0; view < count; view++) {
      views[view] = Arrays.copyOfRange(target.array(), view * LENGTH, (view + 1) * LENGTH);
    }
    return views;
  }

  @Test
  void the_first_is_the_image_as_in_evaluation_and_the_second_its_mirror_image() {
    byte[] pixels = new ImageLoader(SHAPE).load(file);

    float[][] views = views(file, Augmentation.OFF, 2);

    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 5; x++) {
        for (int c = 0; c < 3; c++) {
          float expected = (pixels[(y * 5 + x) * 3 + c] & 0xff) / 255f;
          assertThat(views[0][(y * 5 + x) * 3 + c]).isEqualTo(expected);
          assertThat(views[1][(y * 5 + 4 - x) * 3 + c]).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void the_others_differ_from_each_other_and_are_always_the_same() throws IOException {
    Path copy = Files.copy(file, folder.resolve("copy.png"));

    float[][] views = views(file, Augmentation.STRONG, 4);

    assertThat(views(copy, Augmentation.STRONG, 4)).isDeepEqualTo(views);
    assertThat(views[2]).isNotEqualTo(views[3]).isNotEqualTo(views[0]);
    assertThat(views(file, Augmentation.LIGHT, 4)[2]).isNotEqualTo(views[2]);
  }
}
