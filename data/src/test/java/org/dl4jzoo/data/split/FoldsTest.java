package org.dl4jzoo.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.TestImages;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.Subset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldsTest {

  private static final SplitSettings SETTINGS = SplitSettings.of(SplitFractions.DEFAULT, 1);

  @TempDir private Path folder;

  @Test
  void every_image_is_validated_once_and_trained_on_in_all_other_folds() throws IOException {
    LabelledImages images = images(13, "daisy", "roses");
    List<Example> validated = new ArrayList<>();

    for (int fold = 1; fold <= 5; fold++) {
      Split split = new Folds(5).of(images, SETTINGS, fold);
      List<Example> both = new ArrayList<>(split.examples(Subset.TRAIN));
      both.addAll(split.examples(Subset.VALIDATION));
      assertThat(both).containsExactlyInAnyOrderElementsOf(images.examples());
      assertThat(split.examples(Subset.TEST)).isEmpty();
      validated.addAll(split.examples(Subset.VALIDATION));
    }

    assertThat(validated).containsExactlyInAnyOrderElementsOf(images.examples());
  }

  @Test
  void each_class_and_all_images_are_dealt_out_evenly() throws IOException {
    LabelledImages images = images(13, "daisy", "roses");

    for (int fold = 1; fold <= 5; fold++) {
      List<Example> held = new Folds(5).of(images, SETTINGS, fold).examples(Subset.VALIDATION);
      assertThat(held).hasSizeBetween(5, 6); // 26 / 5
      for (int label = 0; label < 2; label++) {
        int wanted = label;
        assertThat(held.stream().filter(image -> image.label() == wanted).count())
            .isBetween(2L, 3L); // 13 / 5
      }
    }
  }

  /** Of 2 × 13 images the largest of five folds has 6, the others 5. */
  @Test
  void the_smallest_training_is_known_of_each_fold_and_of_all() throws IOException {
    LabelledImages images = images(13, "daisy", "roses");

    for (int fold = 1; fold <= 5; fold++) {
      assertThat(new Folds(5).of(images, SETTINGS, fold).fewestToTrain()).isEqualTo(20);
    }
    assertThat(new Folds(5).all(images, SETTINGS).fewestToTrain()).isEqualTo(20);
  }

  @Test
  void the_seed_decides() throws IOException {
    LabelledImages images = images(20, "daisy", "roses");
    SplitSettings other = SplitSettings.of(SplitFractions.DEFAULT, 2);

    Set<Example> held = validated(images, SETTINGS);

    assertThat(validated(images, SETTINGS)).isEqualTo(held);
    assertThat(validated(images, other)).isNotEqualTo(held);
  }

  @Test
  void copies_are_in_the_same_fold() throws IOException {
    Path root = TestImages.folder(folder.resolve("copies"), 10, "daisy", "roses");
    Path copied = root.resolve("daisy/0000.png");
    Path copy = Files.copy(copied, root.resolve("daisy/a-copy.png"));
    LabelledImages images = LabelledImages.open(root);

    for (int fold = 1; fold <= 5; fold++) {
      List<Path> held =
          new Folds(5)
              .of(images, SETTINGS, fold).examples(Subset.VALIDATION).stream()
                  .map(Example::file)
                  .toList();
      assertThat(held.contains(copy)).isEqualTo(held.contains(copied));
    }
  }

  @Test
  void all_images_are_for_training_in_the_end() throws IOException {
    LabelledImages images = images(6, "daisy", "roses");

    Split split = new Folds(5).all(images, SETTINGS);

    assertThat(split.examples(Subset.TRAIN)).containsExactlyElementsOf(images.examples());
    assertThat(split.examples(Subset.VALIDATION)).isEmpty();
  }

  @Test
  void refuses_a_class_with_fewer_images_than_folds() throws IOException {
    LabelledImages images = images(4, "daisy", "roses");

    assertThatThrownBy(() -> new Folds(5).of(images, SETTINGS, 1))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("class daisy is too small for 5 folds")
        .hasMessageContaining("it has 4");
  }

  @Test
  void refuses_one_fold_and_a_fold_that_is_not_there() throws IOException {
    LabelledImages images = images(6, "daisy", "roses");

    assertThatThrownBy(() -> new Folds(1)).hasMessage("folds must be at least 2; got 1");
    assertThatThrownBy(() -> new Folds(5).of(images, SETTINGS, 6))
        .hasMessage("fold must be from 1 to 5; got 6");
  }

  private Set<Example> validated(LabelledImages images, SplitSettings settings) {
    return new HashSet<>(new Folds(5).of(images, settings, 1).examples(Subset.VALIDATION));
  }

  private LabelledImages images(int perClass, String... classes) throws IOException {
    return LabelledImages.open(
        TestImages.folder(folder.resolve("images-" + perClass), perClass, classes));
  }
}
