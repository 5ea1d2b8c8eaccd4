package org.dl4jzoo.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.TestImages;
import org.dl4jzoo.data.folder.FolderCheck.ClassSummary;
import org.dl4jzoo.data.folder.FolderCheck.Report;
import org.dl4jzoo.data.folder.FolderCheck.Twins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCheckTest {

  @TempDir private Path root;

  @Test
  void a_sound_folder_has_nothing_to_report_but_its_classes() throws IOException {
    TestImages.folder(root, 4, "daisy", "roses");

    Report report = FolderCheck.check(root);

    assertThat(report.classes())
        .containsExactly(
            new ClassSummary("daisy", 4, 4, 16, 16, 16, 16),
            new ClassSummary("roses", 4, 4, 16, 16, 16, 16));
    assertThat(report)
        .isEqualTo(
            new Report(report.classes(), List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  @Test
  void sizes_and_unreadable_images_are_listed() throws IOException {
    TestImages.folder(root, 3, "daisy", "roses");
    write("daisy/large.jpg", TestImages.encode(TestImages.blocks(90, 40, 77), "jpg"));
    write("daisy/cut.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n'});

    Report report = FolderCheck.check(root);

    assertThat(report.classes().get(0)).isEqualTo(new ClassSummary("daisy", 5, 4, 16, 90, 16, 40));
    assertThat(report.unreadable()).hasSize(1);
    assertThat(report.unreadable().get(0).example().name()).isEqualTo("daisy/cut.png");
    assertThat(report.unreadable().get(0).reason()).isEqualTo("it is cut off");
  }

  @Test
  void copies_are_listed_with_the_labels_they_have() throws IOException {
    TestImages.folder(root, 4, "daisy", "roses");
    byte[] png = TestImages.encode(TestImages.blocks(64, 64, 50), "png");
    write("daisy/x.png", png);
    write("roses/x.png", png);
    write("daisy/y.png", TestImages.encode(TestImages.blocks(64, 64, 51), "png"));
    write("daisy/z.jpg", TestImages.encode(TestImages.blocks(96, 96, 51), "jpg"));

    Report report = FolderCheck.check(root);

    assertThat(report.identical())
        .containsExactly(
            new Twins(List.of("daisy/x.png", "roses/x.png"), List.of("daisy", "roses")));
    assertThat(report.nearIdentical())
        .containsExactly(new Twins(List.of("daisy/y.png", "daisy/z.jpg"), List.of("daisy")));
  }

  @Test
  void small_classes_and_stray_files_are_listed() throws IOException {
    TestImages.folder(root, 3, "daisy");
    for (String name : List.of("one", "two", "two-again")) {
      long seed = name.startsWith("one") ? 91 : 92;
      write(
          "roses/%s.png".formatted(name),
          TestImages.encode(TestImages.blocks(16, 16, seed), "png"));
    }
    write("tulips/readme.txt", new byte[] {1});
    write("LICENSE.txt", new byte[] {1});
    write("a.png", new byte[] {1});

    Report report = FolderCheck.check(root);

    assertThat(report.tooSmall()).containsExactly("roses", "tulips");
    assertThat(report.stray()).containsExactly("LICENSE.txt", "a.png", "tulips/readme.txt");
    assertThat(report.classes().get(2)).isEqualTo(new ClassSummary("tulips", 0, 0, 0, 0, 0, 0));
  }

  @Test
  void of_one_class_it_is_said_why_nothing_can_be_learnt() throws IOException {
    TestImages.folder(root.resolve("all"), 3, "daisy", "roses");
    List<String> remarks = new ArrayList<>();

    FolderCheck.check(root, Progress.NONE, remarks::add);

    assertThat(remarks)
        .contains(
            "a classifier needs at least two classes; %s has only the sub-folder all; is %s meant?"
                .formatted(root, root.resolve("all")));
  }

  @Test
  void a_missing_folder_is_named() {
    assertThatThrownBy(() -> FolderCheck.check(root.resolve("missing")))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("there is no folder " + root.resolve("missing"));
  }

  private void write(String name, byte[] contents) throws IOException {
    TestImages.write(root.resolve(name), contents);
  }
}
