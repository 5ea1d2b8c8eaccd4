package org.dl4jzoo.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.TestImages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledImagesTest {

  @TempDir private Path folder;
  private Path root;

  @BeforeEach
  void nameRoot() {
    root = folder.resolve("photos");
  }

  @Test
  void classes_and_names_are_sorted_and_labels_follow_the_classes() throws IOException {
    touch("tulips/b.JPG");
    touch("tulips/a.png");
    touch("daisy/deeper/c.gif");
    touch("daisy/a.jpeg");
    touch("roses/x.bmp");

    LabelledImages opened = LabelledImages.open(root);

    assertThat(opened.classes()).containsExactly("daisy", "roses", "tulips");
    assertThat(opened.examples())
        .extracting(Example::name)
        .containsExactly(
            "daisy/a.jpeg", "daisy/deeper/c.gif", "roses/x.bmp", "tulips/a.png", "tulips/b.JPG");
    assertThat(opened.examples()).extracting(Example::label).containsExactly(0, 0, 1, 2, 2);
  }

  @Test
  void hidden_files_and_other_suffixes_are_left_out() throws IOException {
    touch("daisy/a.jpg");
    touch("daisy/.b.jpg");
    touch("daisy/.thumbnails/a.jpg");
    touch("daisy/notes.txt");
    touch("roses/a.jpg");
    touch(".git/a.jpg");
    touch("LICENSE.txt");

    LabelledImages opened = LabelledImages.open(root);

    assertThat(opened.classes()).containsExactly("daisy", "roses");
    assertThat(opened.examples()).hasSize(2);
  }

  @Test
  void links_are_followed_but_not_in_a_circle() throws IOException {
    touch("daisy/a.jpg");
    Path elsewhere = folder.resolve("elsewhere");
    TestImages.write(elsewhere.resolve("r.jpg"), new byte[] {1});
    link(root.resolve("roses"), elsewhere);
    link(root.resolve("daisy/again"), root.resolve("daisy"));
    link(root.resolve("daisy/gone.jpg"), folder.resolve("missing.jpg"));

    assertThat(LabelledImages.open(root).examples())
        .extracting(Example::name)
        .containsExactly("daisy/a.jpg", "roses/r.jpg");
  }

  /** All images of the data set would be of this class too. */
  @Test
  void a_link_to_a_folder_above_is_refused() throws IOException {
    touch("daisy/a.jpg");
    touch("roses/a.jpg");
    link(root.resolve("daisy/up"), root);
    assertRefused(
        "%s is a link to %s, a folder above it: it holds more than the images of one class"
            .formatted(root.resolve("daisy/up"), root.toRealPath()));
    Files.delete(root.resolve("daisy/up"));
    link(root.resolve("all"), root);
    assertRefused(
        "%s is a link to %s, a folder above it: it holds more than the images of one class"
            .formatted(root.resolve("all"), root.toRealPath()));
  }

  @Test
  void two_classes_in_one_folder_are_refused() throws IOException {
    touch("daisy/a.jpg");
    link(root.resolve("roses"), root.resolve("daisy"));
    assertRefused(
        "%s and %s are one folder: its images would be of two classes"
            .formatted(root.resolve("daisy"), root.resolve("roses")));
  }

  @Test
  void what_is_left_out_is_counted_by_suffix() throws IOException {
    touch("daisy/a.jpg");
    touch("roses/a.webp");
    touch("roses/b.HEIC");
    touch("roses/c.heic");
    touch("roses/notes");
    touch("b.jpg");
    touch("__MACOSX/daisy/a.jpg");

    LabelledImages opened = LabelledImages.open(root);

    assertThat(opened.classes()).containsExactly("daisy", "roses");
    assertThat(opened.remarks())
        .containsExactly(
            "left out of %s, not in a format that is read: 2 .heic, 1 without a suffix"
                .formatted(root),
            "left out of %s, in no class folder: 1 image (b.jpg)".formatted(root),
            "left out of %s: the folders __MACOSX".formatted(root));
  }

  @Test
  void a_file_without_an_images_suffix_is_one_if_it_begins_like_one() throws IOException {
    touch("daisy/a.jpg");
    byte[] png = TestImages.encode(TestImages.blocks(16, 16, 1), "png");
    TestImages.write(root.resolve("roses/without"), png);
    TestImages.write(root.resolve("roses/download.php"), png);

    assertThat(LabelledImages.open(root).examples())
        .extracting(Example::name)
        .containsExactly("daisy/a.jpg", "roses/download.php", "roses/without");
  }

  @Test
  void a_class_of_sub_folders_is_told() throws IOException {
    touch("cats/persian/a.jpg");
    touch("cats/siamese/a.jpg");
    touch("dogs/a.jpg");

    LabelledImages opened = LabelledImages.open(root);

    assertThat(opened.classes()).containsExactly("cats", "dogs");
    assertThat(opened.remarks())
        .containsExactly(
            "images in sub-folders belong to the class above them (cats in %s)".formatted(root));
  }

  @Test
  void a_folder_around_the_data_set_is_told() throws IOException {
    touch("flowers/daisy/a.jpg");
    touch("flowers/roses/a.jpg");
    assertRefused(
        "a classifier needs at least two classes; %s has only the sub-folder flowers; is %s meant?"
            .formatted(root, root.resolve("flowers")));
  }

  /** As macOS writes it, the accent is a character of its own. */
  @Test
  void names_of_classes_and_images_are_in_unicodes_composed_form() throws IOException {
    touch("cafe\u0301/e\u0301.jpg");
    touch("roses/a.jpg");

    LabelledImages opened = LabelledImages.open(root);

    assertThat(opened.classes()).containsExactly("caf\u00e9", "roses");
    assertThat(opened.examples().get(0).name()).isEqualTo("caf\u00e9/\u00e9.jpg");
    assertThat(opened.labelledAs(List.of("roses", "cafe\u0301")).examples())
        .extracting(Example::label)
        .containsExactly(1, 0);
  }

  @Test
  void a_class_with_a_line_break_in_its_name_is_refused() throws IOException {
    touch("dai\nsy/a.jpg");
    touch("roses/a.jpg");
    assertRefused(
        "the name of a class must have a letter and no control character; got \"dai\\u000asy\" (%s)"
            .formatted(root.resolve("dai\\u000asy")));
  }

  @Test
  void the_digest_changes_with_names_and_contents_only() throws IOException {
    touch("daisy/a.jpg");
    touch("roses/a.jpg");
    String digest = LabelledImages.open(root).digest();
    touch("roses/readme.txt");
    assertThat(LabelledImages.open(root).digest()).hasSize(64).isEqualTo(digest);

    Files.write(root.resolve("roses/a.jpg"), new byte[] {2});
    String changed = LabelledImages.open(root).digest();
    assertThat(changed).isNotEqualTo(digest);

    Files.move(root.resolve("roses/a.jpg"), root.resolve("roses/b.jpg"));
    assertThat(LabelledImages.open(root).digest()).isNotEqualTo(changed);
  }

  @Test
  void a_missing_folder_is_named() {
    assertRefused("there is no folder " + root);
  }

  @Test
  void a_file_in_place_of_the_folder_is_named() throws IOException {
    Files.createFile(root);
    assertRefused("expected a folder with one sub-folder a class; %s is a file".formatted(root));
  }

  @Test
  void an_empty_folder_is_refused() throws IOException {
    Files.createDirectory(root);
    assertRefused(
        "expected one sub-folder a class with images in it; %s has no sub-folder".formatted(root));
  }

  @Test
  void one_class_is_refused() throws IOException {
    touch("daisy/a.jpg");
    assertRefused(
        "a classifier needs at least two classes; %s has only the sub-folder daisy"
            .formatted(root));
  }

  @Test
  void a_class_without_images_is_refused() throws IOException {
    touch("daisy/a.jpg");
    touch("roses/readme.txt");
    assertRefused(
        "each sub-folder must hold images of its class; %s has none, but files in no format that is"
                .formatted(root.resolve("roses"))
            + " read: 1 .txt");
  }

  @Test
  void a_folder_without_permission_is_named() throws IOException {
    touch("daisy/a.jpg");
    touch("roses/a.jpg");
    assumeTrue(root.toFile().setReadable(false), "this file system has no permissions");
    assumeFalse(Files.isReadable(root), "the administrator may read everything");
    try {
      assertRefused("cannot list %s: permission denied".formatted(root));
    } finally {
      assertThat(root.toFile().setReadable(true)).isTrue();
    }
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> LabelledImages.open(root))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(message);
  }

  private void touch(String name) throws IOException {
    TestImages.write(root.resolve(name), new byte[] {1});
  }

  private static void link(Path link, Path target) throws IOException {
    try {
      Files.createSymbolicLink(link, target);
    } catch (UnsupportedOperationException e) {
      assumeTrue(false, "this file system has no links");
    }
  }
}
