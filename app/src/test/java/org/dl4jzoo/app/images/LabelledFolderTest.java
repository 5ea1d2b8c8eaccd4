package org.dl4jzoo.app.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.zoo.weights.ImageNetClasses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledFolderTest {

  @TempDir private Path folder;

  private LabelledImages images(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, new byte[] {1});
    }
    return LabelledImages.open(folder);
  }

  /** Both are called crane; indices from Keras's imagenet_class_index.json. */
  @Test
  void folders_called_by_wordnets_ids_are_imagenets_classes() throws IOException {
    LabelledImages images = images("n03126707/lift.jpg", "n02012849/bird.jpg");

    assertThat(LabelledFolder.examples(images, ImageNetClasses.names(), Map.of(), null))
        .extracting(Example::name, Example::label)
        .containsExactly(tuple("n02012849/bird.jpg", 134), tuple("n03126707/lift.jpg", 517));
  }

  @Test
  void of_images_with_a_split_those_for_the_test_are_taken_or_for_validation() throws IOException {
    LabelledImages images = images("train/a/1.jpg", "train/b/1.jpg", "val/b/2.jpg");

    assertThat(LabelledFolder.examples(images, List.of("x", "b", "a"), Map.of(), null))
        .extracting(Example::name, Example::label)
        .containsExactly(tuple("val/b/2.jpg", 1));
    assertThat(LabelledFolder.examples(images, List.of("a", "b"), Map.of(), Subset.TRAIN))
        .hasSize(2);
  }

  @Test
  void a_split_of_images_without_one_is_refused() throws IOException {
    LabelledImages images = images("a/1.jpg", "b/1.jpg");

    assertThatThrownBy(
            () -> LabelledFolder.examples(images, List.of("a", "b"), Map.of(), Subset.TEST))
        .isInstanceOf(UsageException.class)
        .hasMessage("--split needs a run, or images that have their own split; got " + folder);
  }
}
