package org.dl4jzoo.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.TestImages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

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

    ImageFolder opened = ImageFolder.open(root);

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

    ImageFolder opened = ImageFolder.open(root);

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

    assertThat(ImageFolder.open(root).examples())
        .extracting(Example::name)
        .containsExactly("daisy/a.jpg", "roses/r.jpg");
  }

  @Test
  void the_digest_changes_with_names_and_contents_only() throws IOException {
    touch("daisy/a.jpg");
    touch("roses/a.jpg");
    String digest = ImageFolder.open(root).digest();
    touch("roses/readme.txt");
    assertThat(ImageFolder.open(root).digest()).hasSize(64).isEqualTo(digest);

    Files.write(root.resolve("roses/a.jpg"), new byte[] {2});
    String changed = ImageFolder.open(root).digest();
    assertThat(changed).isNotEqualTo(digest);

    Files.move(root.resolve("roses/a.jpg"), root.resolve("roses/b.jpg"));
    assertThat(ImageFolder.open(root).digest()).isNotEqualTo(changed);
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
        "each sub-folder must hold images (.bmp .gif .jpeg .jpg .png) of its class; %s has none"
            .formatted(root.resolve("roses")));
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
    assertThatThrownBy(() -> ImageFolder.open(root))
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
