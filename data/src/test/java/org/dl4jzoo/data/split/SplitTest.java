package org.dl4jzoo.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.TestImages;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.NearDuplicates;
import org.dl4jzoo.data.folder.Subset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitTest {

  @TempDir private Path folder;

  @Test
  void every_image_is_in_one_subset() throws IOException {
    LabelledImages images = images(40, "daisy", "roses");

    Split split = split(images, 1);

    List<Example> all = new ArrayList<>();
    for (Subset subset : Subset.values()) {
      all.addAll(split.examples(subset));
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(images.examples());
  }

  @Test
  void shares_are_about_80_10_10_in_each_class() throws IOException {
    LabelledImages images = images(200, "daisy", "roses");

    Split split = split(images, 1);

    for (int label = 0; label < 2; label++) {
      // 20 are expected; four standard deviations of a binomial are 17.
      assertThat(count(split, Subset.VALIDATION, label)).isBetween(3L, 37L);
      assertThat(count(split, Subset.TEST, label)).isBetween(3L, 37L);
    }
  }

  @Test
  void the_seed_alone_decides() throws IOException {
    LabelledImages images = images(40, "daisy", "roses");

    assertThat(subsets(split(images, 7))).isEqualTo(subsets(split(images, 7)));
    assertThat(subsets(split(images, 7))).isNotEqualTo(subsets(split(images, 8)));
  }

  @Test
  void images_stay_where_they_are_when_others_are_added() throws IOException {
    Map<String, Subset> before = subsets(split(images(60, "daisy", "roses"), 3));

    Path grown = TestImages.folder(folder.resolve("grown"), 60, "daisy", "roses");
    for (int i = 0; i < 30; i++) {
      byte[] daisy = TestImages.encode(TestImages.blocks(16, 16, -1 - i), "png");
      byte[] aster = TestImages.encode(TestImages.blocks(16, 16, -100 - i), "png");
      TestImages.write(grown.resolve("daisy/0000-new-%d.png".formatted(i)), daisy);
      TestImages.write(grown.resolve("asters/%d.png".formatted(i)), aster);
    }
    Map<String, Subset> after = subsets(split(LabelledImages.open(grown), 3));

    assertThat(after).hasSize(180).containsAllEntriesOf(before);
  }

  @Test
  void copies_are_on_one_side_even_under_other_names_labels_and_encodings() throws IOException {
    Path root = TestImages.folder(folder.resolve("copies"), 3, "daisy", "roses");
    for (int i = 0; i < 30; i++) {
      BufferedImage picture = TestImages.blocks(64, 64, 500 + i);
      byte[] png = TestImages.encode(picture, "png");
      TestImages.write(root.resolve("daisy/original-%d.png".formatted(i)), png);
      TestImages.write(root.resolve("daisy/same-%d.png".formatted(i)), png);
      byte[] jpeg = TestImages.encode(picture, "jpg");
      TestImages.write(root.resolve("roses/jpg-%d.jpg".formatted(i)), jpeg);
    }

    Map<String, Subset> subsets = subsets(split(LabelledImages.open(root), 5));

    for (int i = 0; i < 30; i++) {
      Subset original = subsets.get("daisy/original-%d.png".formatted(i));
      assertThat(subsets.get("roses/jpg-%d.jpg".formatted(i))).isEqualTo(original);
      assertThat(subsets.get("daisy/same-%d.png".formatted(i))).isEqualTo(original);
    }
    assertThat(subsets.values()).contains(Subset.values());
  }

  @Test
  void the_smallest_class_has_one_image_in_each_subset() throws IOException {
    Split split = split(images(3, "daisy", "roses"), 11);

    for (Subset subset : Subset.values()) {
      assertThat(count(split, subset, 0)).isEqualTo(1);
      assertThat(count(split, subset, 1)).isEqualTo(1);
    }
  }

  @Test
  void a_class_of_copies_is_too_small() throws IOException {
    LabelledImages images = images(2, "daisy", "roses");
    byte[] copy = Files.readAllBytes(images.source().resolve("daisy/0000.png"));
    Files.write(images.source().resolve("daisy/copy.png"), copy);

    assertThatThrownBy(() -> split(LabelledImages.open(images.source()), 1))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "class daisy is too small to split: a split into 3 parts needs at least as many"
                + " different images in each class; it has 3 (copies count once)");
  }

  /** As a fixed camera takes it: the same again and again, with some noise. */
  @Test
  void a_class_of_one_picture_is_too_small_unless_near_duplicates_are_ignored() throws IOException {
    Path root = images(20, "daisy", "roses").source();
    for (int frame = 0; frame < 12; frame++) {
      BufferedImage scene = TestImages.blocks(64, 64, 77);
      scene.setRGB(frame, frame, 0xffffff);
      byte[] png = TestImages.encode(scene, "png");
      TestImages.write(root.resolve("scene/%02d.png".formatted(frame)), png);
    }
    LabelledImages images = LabelledImages.open(root);

    assertThatThrownBy(() -> split(images, 1))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageEndingWith(
            "it has 12 (copies count once, but near-duplicates ignore counts those that are"
                + " alike)");
    SplitSettings ignoring = new SplitSettings(SplitFractions.DEFAULT, NearDuplicates.IGNORE, 1);
    assertThat(count(Split.of(images, ignoring), Subset.TEST, 2)).isPositive();
  }

  /** An object of a tenth of the width is what such a picture is taken for. */
  @Test
  void frames_with_another_object_in_them_are_no_copies() throws IOException {
    Path root = images(20, "daisy", "roses").source();
    for (int frame = 0; frame < 12; frame++) {
      BufferedImage scene = TestImages.blocks(320, 320, 77);
      for (int pixel = 0; pixel < 32 * 32; pixel++) {
        int x = 24 * frame + pixel % 32;
        scene.setRGB(x, x / 2 + pixel / 32, frame % 2 == 0 ? 0xffffff : 0);
      }
      byte[] jpeg = TestImages.encode(scene, "jpg");
      TestImages.write(root.resolve("scene/%02d.jpg".formatted(frame)), jpeg);
    }

    Split split = split(LabelledImages.open(root), 1);

    assertThat(split.remarks()).isEmpty();
  }

  @Test
  void a_share_of_zero_leaves_a_subset_empty() throws IOException {
    LabelledImages images = images(20, "daisy", "roses");

    Split split = Split.of(images, new SplitFractions(0.2, 0), 1);

    assertThat(split.examples(Subset.TEST)).isEmpty();
    assertThat(split.examples(Subset.VALIDATION)).isNotEmpty();
  }

  @Test
  void fractions_must_leave_something_to_train_on() {
    assertThatThrownBy(() -> new SplitFractions(0.5, 0.5))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("got validation 0.5 and test 0.5");
    assertThatThrownBy(() -> new SplitFractions(Double.NaN, 0.1))
        .isInstanceOf(InvalidDataException.class);
  }

  private LabelledImages images(int perClass, String... classes) throws IOException {
    Path root = folder.resolve(perClass + String.join("-", classes));
    return LabelledImages.open(TestImages.folder(root, perClass, classes));
  }

  private static Split split(LabelledImages images, long seed) {
    return Split.of(images, SplitFractions.DEFAULT, seed);
  }

  private static long count(Split split, Subset subset, int label) {
    return split.examples(subset).stream().filter(example -> example.label() == label).count();
  }

  private static Map<String, Subset> subsets(Split split) {
    Map<String, Subset> subsets = new HashMap<>();
    for (Subset subset : Subset.values()) {
      split.examples(subset).forEach(example -> subsets.put(example.name(), subset));
    }
    return subsets;
  }
}
