package org.dl4jzoo.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.TestImages;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.Subset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitCsvTest {

  @TempDir private Path folder;
  private Path csv;
  private LabelledImages images;

  @BeforeEach
  void makeImages() throws IOException {
    csv = folder.resolve("run/split.csv");
    Path root = TestImages.folder(folder.resolve("images"), 5, "daisy", "red, \"wild\" roses");
    images = LabelledImages.open(root);
  }

  @Test
  void a_split_that_was_written_is_read_the_same() throws IOException {
    Split split = Split.of(images, SplitFractions.DEFAULT, 1);

    split.write(csv);

    Split read = Split.read(csv, images);
    for (Subset subset : Subset.values()) {
      assertThat(read.examples(subset)).isEqualTo(split.examples(subset));
    }
    assertThat(Files.readAllLines(csv)).hasSize(11).first().isEqualTo("file,class,subset,sha256");
    try (Stream<Path> files = Files.list(csv.getParent())) {
      assertThat(files).containsExactly(csv);
    }
  }

  @Test
  void names_that_a_spreadsheet_would_compute_have_an_apostrophe_and_come_back()
      throws IOException {
    Path root = TestImages.folder(folder.resolve("formulas"), 5, "=1+1", "-a", "'@b", "'c");
    LabelledImages formulas = LabelledImages.open(root);
    Split split = Split.of(formulas, SplitFractions.DEFAULT, 1);

    split.write(csv);

    assertThat(Files.readString(csv)).contains("'=1+1,", "'-a,", "''@b,", "'c,");
    Split read = Split.read(csv, formulas);
    for (Subset subset : Subset.values()) {
      assertThat(read.examples(subset)).isEqualTo(split.examples(subset));
    }
    assertThat(read.remarks()).isEmpty();
  }

  @Test
  void images_are_known_by_their_contents_where_they_have_moved() throws IOException {
    Split split = Split.of(images, SplitFractions.DEFAULT, 1);
    split.write(csv);
    Path moved = folder.resolve("moved");
    Files.createDirectory(moved);
    Files.move(images.source().resolve("daisy"), moved.resolve("daisy"));
    Files.move(
        images.source().resolve("red, \"wild\" roses"), moved.resolve("red, \"wild\" roses"));
    Files.move(moved.resolve("daisy/0001.png"), moved.resolve("daisy/new.png"));
    TestImages.write(moved.resolve("daisy/other.png"), new byte[] {1});

    Split read = Split.read(csv, LabelledImages.open(moved));

    for (Subset subset : Subset.values()) {
      assertThat(read.examples(subset)).hasSameSizeAs(split.examples(subset));
    }
    assertThat(read.remarks())
        .containsExactly(
            "known by their contents, as their names in %s are others than in %s: 1 image"
                .formatted(moved, csv),
            "left out of %s, not in %s: 1 image".formatted(moved, csv));
  }

  @Test
  void images_that_are_gone_or_have_changed_are_named() throws IOException {
    Split.of(images, SplitFractions.DEFAULT, 1).write(csv);
    Files.write(images.source().resolve("daisy/0003.png"), new byte[] {1});
    assertRefused(
        "%s names the image daisy/0003.png, which %s has with other contents"
            .formatted(csv, images.source()));

    Files.delete(images.source().resolve("daisy/0003.png"));
    Files.delete(images.source().resolve("daisy/0004.png"));
    images = LabelledImages.open(images.source());
    assertThatThrownBy(() -> Split.read(csv, images))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("%s names 2 images (".formatted(csv))
        .hasMessageContaining("daisy/0003.png")
        .hasMessageEndingWith("), which %s does not have".formatted(images.source()));
  }

  @Test
  void images_that_the_file_does_not_name_are_in_no_subset() throws IOException {
    write("daisy/0001.png,daisy,test");

    Split read = Split.read(csv, images);

    assertThat(read.examples(Subset.TEST))
        .extracting(Example::name)
        .containsExactly("daisy/0001.png");
    assertThat(read.examples(Subset.TRAIN)).isEmpty();
  }

  @Test
  void what_does_not_fit_is_named() throws IOException {
    assertRefused("there is no file " + csv);
    write("daisy/9999.png,daisy,train");
    assertRefused(
        "%s names the image daisy/9999.png, which %s does not have"
            .formatted(csv, images.source()));
    write("daisy/0001.png,tulips,train");
    assertRefused(
        "%s says that daisy/0001.png is of class tulips; in %s it is of class daisy"
            .formatted(csv, images.source()));
    write("daisy/0001.png,daisy,training");
    assertRefused("subset must be train, validation or test; got \"training\" (%s)".formatted(csv));
    write("daisy/0001.png");
    assertRefused("line 2 of %s must have the columns file,class,subset".formatted(csv));
  }

  private void write(String row) throws IOException {
    TestImages.write(csv, ("file,class,subset\n" + row + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> Split.read(csv, images))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(message);
  }
}
