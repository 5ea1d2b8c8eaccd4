package org.dl4jzoo.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.TestImages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {

  @TempDir private Path folder;

  @BeforeEach
  void makeImages() throws IOException {
    for (String name : new String[] {"x/a.jpg", "x/b c.jpg", "y.png"}) {
      TestImages.write(folder.resolve(name), new byte[] {1});
    }
  }

  private LabelledImages open(String name, String text) throws IOException {
    return LabelledImages.open(Files.writeString(folder.resolve(name), text));
  }

  @Test
  void a_csv_file_names_paths_and_labels() throws IOException {
    LabelledImages images =
        open(
            "list.csv",
            "id,Path,Label\n1,x/a.jpg,roses\n2,x/b c.jpg,\"red, wild\"\n3,y.png,roses\n");

    assertThat(images.classes()).containsExactly("red, wild", "roses");
    assertThat(images.isSplit()).isFalse();
    assertThat(images.examples())
        .extracting(Example::name, Example::label, Example::file)
        .containsExactly(
            tuple("x/a.jpg", 1, folder.resolve("x/a.jpg")),
            tuple("x/b c.jpg", 0, folder.resolve("x/b c.jpg")),
            tuple("y.png", 1, folder.resolve("y.png")));
  }

  /** As Excel saves it where the comma is in numbers: with semicolons and a byte-order mark. */
  @Test
  void a_column_may_give_the_split() throws IOException {
    LabelledImages images =
        open(
            "list.csv",
            "\uFEFFpath;label;split\r\nx/a.jpg;a;train\r\nx/b c.jpg;b;Train\r\ny.png;b;val\r\n");

    assertThat(images.examples(Subset.TRAIN)).hasSize(2);
    assertThat(images.examples(Subset.VALIDATION))
        .extracting(Example::name)
        .containsExactly("y.png");
  }

  /** Ten is after nine, as the program meant that wrote the numbers. */
  @Test
  void a_text_file_has_a_path_and_a_label_a_line() throws IOException {
    LabelledImages images = open("list.txt", "# all\nx/a.jpg 10\n\nx/b c.jpg 9\ny.png\t10\n");

    assertThat(images.classes()).containsExactly("9", "10");
    assertThat(images.examples())
        .extracting(Example::name, Example::label)
        .containsExactly(tuple("x/a.jpg", 1), tuple("x/b c.jpg", 0), tuple("y.png", 1));
  }

  @Test
  void what_is_wrong_is_told_with_its_line() throws IOException {
    Path csv = folder.resolve("list.csv");
    assertRefused(
        "a,b\n",
        "the first line of %s must name the columns path, label and, if there is one, split; got a,b"
            .formatted(csv));
    assertRefused(
        "path,label\ny.png\n",
        "line 2 of %s must have the 2 columns of the first; it has 1".formatted(csv));
    assertRefused(
        "path,label\ny.png,a\nz.png,b\n",
        "%s names files that are not below %s: z.png (line 3)".formatted(csv, folder));
    assertRefused(
        "path,label\ny.png,a\n./y.png,b\n",
        "%s names ./y.png twice, in the lines 2 and 3".formatted(csv));
    assertRefused(
        "path,label,split\ny.png,a,exam\n",
        "split must be train, validation or test; got \"exam\" in line 2 of %s".formatted(csv));
    assertRefused(
        "path,label\ny.png,a\n",
        "a classifier needs at least two classes; %s has only a".formatted(csv));
    assertRefused("path,label\n", csv + " names no image");
    assertRefused(
        "path,label\ny.png,\n",
        "the name of a class must have a letter and no control character; got \"\" (line 2 of %s)"
            .formatted(csv));
  }

  private void assertRefused(String text, String message) {
    assertThatThrownBy(() -> open("list.csv", text))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(message);
  }

  @Test
  void a_file_that_is_no_text_is_refused() throws IOException {
    Path csv = folder.resolve("list.csv");
    Files.write(csv, "path,label\nä.png,a\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> LabelledImages.open(csv))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(csv + " must be a text file in UTF-8");
  }
}
