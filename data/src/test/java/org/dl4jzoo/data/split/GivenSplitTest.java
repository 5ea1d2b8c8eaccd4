package org.dl4jzoo.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.TestImages;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.Subset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that their owner has split, in folders for each subset. */
class GivenSplitTest {

  @TempDir private Path root;

  /** Different pictures in each folder. */
  private void draw(String subset, int perClass) throws IOException {
    for (String label : List.of("daisy", "roses")) {
      for (int i = 0; i < perClass; i++) {
        String name = "%s/%s/%d.png".formatted(subset, label, i);
        write(name, TestImages.encode(TestImages.blocks(16, 16, name.hashCode()), "png"));
      }
    }
  }

  private void write(String name, byte[] contents) throws IOException {
    TestImages.write(root.resolve(name), contents);
  }

  private Split split() {
    return Split.of(LabelledImages.open(root), SplitFractions.DEFAULT, 1);
  }

  private static List<String> names(Split split, Subset subset) {
    return split.examples(subset).stream().map(Example::name).toList();
  }

  @Test
  void all_three_subsets_are_used_as_they_are() throws IOException {
    draw("train", 3);
    draw("val", 1);
    draw("test", 2);

    Split split = split();

    assertThat(split.examples(Subset.TRAIN)).hasSize(6);
    assertThat(names(split, Subset.VALIDATION))
        .containsExactly("val/daisy/0.png", "val/roses/0.png");
    assertThat(split.examples(Subset.TEST)).hasSize(4);
    assertThat(split.remarks()).isEmpty();
  }

  @Test
  void without_test_images_those_for_validation_are_the_test_too() throws IOException {
    draw("train", 3);
    draw("val", 1);

    Split split = split();

    assertThat(split.examples(Subset.TEST)).isEqualTo(split.examples(Subset.VALIDATION));
    assertThat(split.remarks())
        .containsExactly("there are no test images: the validation images are the test too");
  }

  @Test
  void without_validation_images_some_are_taken_from_training() throws IOException {
    draw("train", 20);
    draw("test", 2);

    Split split = split();

    int validation = split.examples(Subset.VALIDATION).size();
    assertThat(validation).isBetween(2, 12);
    assertThat(split.examples(Subset.TRAIN)).hasSize(40 - validation);
    assertThat(split.examples(Subset.TEST)).hasSize(4);
    assertThat(split.remarks())
        .containsExactly(
            "there are no validation images: %d of the training images are taken for them"
                .formatted(validation));
  }

  @Test
  void copies_of_training_images_in_the_test_are_told() throws IOException {
    draw("train", 2);
    draw("test", 2);
    draw("val", 2);
    Files.copy(root.resolve("train/daisy/0.png"), root.resolve("test/roses/copy.png"));

    assertThat(split().remarks())
        .containsExactly(
            "1 of the 5 test images are copies of training images, such as test/roses/copy.png");
  }

  @Test
  void unreadable_images_are_in_no_subset_and_told() throws IOException {
    draw("train", 2);
    draw("val", 2);
    draw("test", 2);
    write("test/daisy/cut.jpg", new byte[] {1});
    write("val/roses/empty.png", new byte[0]);

    Split split = split();

    assertThat(split.examples(Subset.VALIDATION)).hasSize(4);
    assertThat(split.examples(Subset.TEST)).hasSize(4);
    assertThat(split.unreadable())
        .extracting(image -> image.example().name())
        .containsExactly("val/roses/empty.png", "test/daisy/cut.jpg");
    assertThat(split.remarks())
        .containsExactly(
            "2 of 14 images cannot be read and are left out, such as val/roses/empty.png: it has no"
                + " bytes");
  }

  @Test
  void a_class_of_which_no_image_can_be_read_is_refused() throws IOException {
    draw("train", 2);
    draw("val", 2);
    write("train/tulips/a.jpg", new byte[0]);
    write("train/tulips/b.jpg", new byte[0]);

    assertThatThrownBy(this::split)
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "no image of the class tulips can be read: of 2, train/tulips/a.jpg is the first (it"
                + " has no bytes)");
  }
}
