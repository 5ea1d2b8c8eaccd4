package org.dl4jzoo.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitFoldersTest {

  @TempDir private Path root;

  @ParameterizedTest
  @CsvSource({
    "train, val, test",
    "train, valid, test",
    "Train, Validation, Test",
    "training, validation, testing",
    "TRAIN, VAL, TEST"
  })
  void folders_called_like_subsets_are_the_split(String train, String validation, String test)
      throws IOException {
    touch(train + "/daisy/a.jpg", train + "/roses/b.jpg", train + "/roses/c.jpg");
    touch(validation + "/daisy/d.jpg", test + "/roses/e.jpg");

    LabelledImages images = LabelledImages.open(root);

    assertThat(images.classes()).containsExactly("daisy", "roses");
    assertThat(names(images, Subset.TRAIN))
        .containsExactly(train + "/daisy/a.jpg", train + "/roses/b.jpg", train + "/roses/c.jpg");
    assertThat(names(images, Subset.VALIDATION)).containsExactly(validation + "/daisy/d.jpg");
    assertThat(names(images, Subset.TEST)).containsExactly(test + "/roses/e.jpg");
    assertThat(images.examples()).extracting(Example::label).containsExactly(0, 1, 1, 0, 1);
    assertThat(images.remarks())
        .containsExactly(
            "the data has its own split, which is used: train 3, validation 1, test 1");
  }

  @ParameterizedTest
  @CsvSource({
    "seg_train/seg_train, seg_test/seg_test",
    "training_set/training_set, test_set/test_set",
    "train2017, val2017",
    "trainset, Test-Images",
    "train/train, test/test"
  })
  void folders_whose_names_mention_subsets_are_the_split_if_their_classes_are_the_same(
      String train, String other) throws IOException {
    touch(train + "/daisy/a.jpg", train + "/roses/b.jpg", other + "/daisy/c.jpg", "pred/1.jpg");
    Subset subset = other.startsWith("val") ? Subset.VALIDATION : Subset.TEST;

    LabelledImages images = LabelledImages.open(root);

    assertThat(images.classes()).containsExactly("daisy", "roses");
    assertThat(names(images, Subset.TRAIN))
        .containsExactly(train + "/daisy/a.jpg", train + "/roses/b.jpg");
    assertThat(names(images, subset)).containsExactly(other + "/daisy/c.jpg");
    assertThat(images.remarks())
        .contains(
            "taken as split in %s: %s for train, %s for %s".formatted(root, train, other, subset));
  }

  @Test
  void classes_whose_names_mention_subsets_are_classes() throws IOException {
    touch("train_station/day/a.jpg", "train_station/night/b.jpg", "test-tube/lab/a.jpg");

    LabelledImages images = LabelledImages.open(root);

    assertThat(images.isSplit()).isFalse();
    assertThat(images.classes()).containsExactly("test-tube", "train_station");
  }

  @Test
  void images_to_be_predicted_may_be_beside_a_folder_that_mentions_training() throws IOException {
    touch("train_images/daisy/a.jpg", "train_images/roses/b.jpg", "test_images/1.jpg");

    LabelledImages images = LabelledImages.open(root);

    assertThat(names(images, Subset.TRAIN)).hasSize(2);
    assertThat(images.remarks())
        .contains(
            "taken as split in %s: train_images for train".formatted(root),
            "left out of %s, having no class folders: test_images".formatted(root));
  }

  private static List<String> names(LabelledImages images, Subset subset) {
    return images.examples(subset).stream().map(Example::name).toList();
  }

  @Test
  void one_class_of_several_may_be_called_train() throws IOException {
    touch("train/a.jpg", "car/a.jpg", "bus/a.jpg");

    LabelledImages images = LabelledImages.open(root);

    assertThat(images.isSplit()).isFalse();
    assertThat(images.classes()).containsExactly("bus", "car", "train");
  }

  @Test
  void images_to_be_predicted_and_other_folders_are_left_out_by_name() throws IOException {
    touch("train/daisy/a.jpg", "train/roses/b.jpg", "val/daisy/c.jpg", "test/1.jpg", "extra/a.jpg");

    LabelledImages images = LabelledImages.open(root);

    assertThat(images.examples()).hasSize(3);
    assertThat(images.remarks())
        .contains(
            "left out of %s, having no class folders: test".formatted(root),
            "left out of %s, being beside train, val: extra".formatted(root));
  }

  @Test
  void a_split_without_classes_is_refused() throws IOException {
    touch("train/cat.0.jpg", "test/1.jpg");
    assertRefused(
        "expected folders of classes in those of subsets; %s has none in test, train"
            .formatted(root));
  }

  @Test
  void two_folders_for_one_subset_are_refused() throws IOException {
    touch("train/daisy/a.jpg", "train/roses/b.jpg", "val/daisy/a.jpg", "valid/daisy/a.jpg");
    assertRefused(
        "%s must have one folder for the subset validation; it has val and valid".formatted(root));
  }

  @Test
  void a_class_without_training_images_is_refused() throws IOException {
    touch("train/daisy/a.jpg", "train/roses/b.jpg", "val/tulips/a.jpg");
    assertRefused(
        "the validation images of %s must be of classes that there are training images of; got"
                .formatted(root)
            + " tulips");
  }

  @Test
  void each_subset_may_be_in_a_place_of_its_own() throws IOException {
    touch("a/daisy/1.jpg", "a/roses/1.jpg", "b/daisy/1.jpg");
    Path list =
        Files.writeString(root.resolve("test.txt"), "b/daisy/1.jpg daisy\na/roses/1.jpg roses");

    LabelledImages images =
        LabelledImages.open(
            Map.of(
                Subset.TRAIN, root.resolve("a"),
                Subset.VALIDATION, root.resolve("b"),
                Subset.TEST, list));

    assertThat(names(images, Subset.TRAIN))
        .containsExactly("train/daisy/1.jpg", "train/roses/1.jpg");
    assertThat(names(images, Subset.VALIDATION)).containsExactly("validation/daisy/1.jpg");
    assertThat(names(images, Subset.TEST))
        .containsExactly("test/b/daisy/1.jpg", "test/a/roses/1.jpg");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> LabelledImages.open(root))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(message);
  }

  private void touch(String... names) throws IOException {
    for (String name : names) {
      TestImages.write(root.resolve(name), new byte[] {1});
    }
  }
}
