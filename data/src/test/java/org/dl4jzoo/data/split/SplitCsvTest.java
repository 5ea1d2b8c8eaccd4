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
import org.dl4jzoo.data.folder.ImageFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitCsvTest {

  @TempDir private Path folder;
  private Path csv;
  private ImageFolder images;

  @BeforeEach
  void makeImages() throws IOException {
    csv = folder.resolve("run/split.csv");
    Path root = TestImages.folder(folder.resolve("images"), 5, "daisy", "red, \"wild\" roses");
    images = ImageFolder.open(root);
  }

  @Test
  void a_split_that_was_written_is_read_the_same() throws IOException {
    Split split = Split.of(images, SplitFractions.DEFAULT, 1);

    split.write(csv);

    Split read = Split.read(csv, images);
    for (Subset subset : Subset.values()) {
      assertThat(read.examples(subset)).isEqualTo(split.examples(subset));
    }
    assertThat(Files.readAllLines(csv)).hasSize(11).first().isEqualTo("file,class,subset");
    try (Stream<Path> files = Files.list(csv.getParent())) {
      assertThat(files).containsExactly(csv);
    }
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
        "%s names the image daisy/9999.png, which %s does not have".formatted(csv, images.root()));
    write("daisy/0001.png,tulips,train");
    assertRefused(
        "%s says that daisy/0001.png is of class tulips; in %s it is of class daisy"
            .formatted(csv, images.root()));
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
