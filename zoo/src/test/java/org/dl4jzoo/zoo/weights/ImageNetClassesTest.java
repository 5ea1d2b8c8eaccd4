package org.dl4jzoo.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNetClassesTest {

  /** From Keras's imagenet_class_index.json. */
  @ParameterizedTest
  @CsvSource({
    "0, tench",
    "134, crane",
    "309, bee",
    "517, crane",
    "985, daisy",
    "999, toilet tissue"
  })
  void a_class_is_at_its_index(int index, String name) {
    assertThat(ImageNetClasses.names()).hasSize(1000);
    assertThat(ImageNetClasses.names().get(index).split(",", -1)[0]).isEqualTo(name);
  }

  /** From the same file. */
  @ParameterizedTest
  @CsvSource({
    "0, n01440764",
    "134, n02012849",
    "517, n03126707",
    "985, n11939491",
    "999, n15075141"
  })
  void an_id_is_at_the_index_of_its_class(int index, String wnid) {
    assertThat(ImageNetClasses.wnids()).hasSize(1000).doesNotHaveDuplicates();
    assertThat(ImageNetClasses.wnids().get(index)).isEqualTo(wnid);
  }

  @Test
  void the_names_are_those_of_the_shared_list() throws IOException {
    String shared = System.getenv("ZOO_SHARED");
    Path folder = shared == null ? Path.of("..", "..", "shared") : Path.of(shared);
    Path list = folder.resolve("weights/imagenet_classes.txt");
    assumeTrue(Files.exists(list), "no " + list.toAbsolutePath());

    assertThat(ImageNetClasses.names()).isEqualTo(Files.readAllLines(list));
  }
}
