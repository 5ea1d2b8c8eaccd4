package org.dl4jzoo.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.dl4jzoo.data.TestImages;
import org.dl4jzoo.data.UnreadableImageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLoaderTest {

  @TempDir private Path folder;

  @Test
  void each_way_of_resizing_gives_its_shape() throws IOException {
    Path file = write("wide.png", TestImages.encode(TestImages.blocks(60, 20, 1), "png"));

    for (Resize resize : Resize.values()) {
      assertThat(loader(12, 10, 3, resize).load(file)).hasSize(12 * 10 * 3);
      assertThat(loader(12, 10, 1, resize).load(file)).hasSize(12 * 10);
    }
  }

  @Test
  void the_suffix_does_not_matter() throws IOException {
    Path file = write("really-a.jpg", TestImages.encode(TestImages.plain(2, 2, Color.RED), "gif"));

    assertThat(loader(1, 1, 3, Resize.SQUASH).load(file)).containsExactly((byte) 255, 0, 0);
  }

  @Test
  void before_augmentation_the_image_is_256_224_larger_and_its_middle_the_cropped_image()
      throws IOException {
    Path file = write("a.png", TestImages.encode(TestImages.blocks(256, 256, 1), "png"));
    Preprocessing preprocessing = new Preprocessing(224, 224, 1, Resize.CROP, Scale.UNIT);
    ImageLoader larger = ImageLoader.beforeAugmentation(preprocessing);

    byte[] large = larger.load(file);
    byte[] cropped = new ImageLoader(preprocessing).load(file);

    assertThat(larger.height()).isEqualTo(256);
    for (int row = 0; row < 224; row++) {
      for (int column = 0; column < 224; column++) {
        assertThat(cropped[row * 224 + column]).isEqualTo(large[(row + 16) * 256 + column + 16]);
      }
    }
  }

  @Test
  void threads_share_a_loader() throws IOException {
    ImageLoader loader = loader(16, 16, 3, Resize.SQUASH);
    Path file = write("a.jpg", TestImages.encode(TestImages.blocks(64, 48, 2), "jpg"));
    byte[] alone = loader.load(file);

    assertThat(IntStream.range(0, 200).parallel().mapToObj(i -> loader.load(file)))
        .allSatisfy(pixels -> assertThat(pixels).isEqualTo(alone));
  }

  @Test
  void what_cannot_be_read_is_named_with_its_reason() throws IOException {
    Path missing = folder.resolve("missing.jpg");
    assertUnreadable(missing, "there is no such file");
    assertUnreadable(folder, "it is a folder");
    assertUnreadable(write("empty.jpg", new byte[0]), "it has no bytes");
    assertUnreadable(
        write("text.jpg", "text".getBytes(StandardCharsets.UTF_8)),
        "its contents are not JPEG, PNG, GIF, BMP, TIFF or WebP");
  }

  private void assertUnreadable(Path file, String reason) {
    assertThatThrownBy(() -> loader(8, 8, 3, Resize.SQUASH).load(file))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage("cannot read the image %s: %s".formatted(file, reason));
  }

  private Path write(String name, byte[] contents) throws IOException {
    return Files.write(folder.resolve(name), contents);
  }

  private static ImageLoader loader(int height, int width, int channels, Resize resize) {
    return new ImageLoader(new Preprocessing(height, width, channels, resize, Scale.UNIT));
  }
}
