package org.dl4jzoo.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.data.InvalidDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassMapTest {

  @TempDir private Path folder;

  private ClassMap map(String text) throws IOException {
    return ClassMap.read(Files.writeString(folder.resolve("map"), text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n01440764 tench\nn01443537 goldfish\n",
        "{\"n01440764\": \"tench\", \"n01443537\": \"goldfish\"}",
        "\uFEFF {\"0\": [\"n01440764\", \"tench\"], \"1\": [\"n01443537\", \"goldfish\"]}",
        "[[\"n01440764\", \"tench\"], [\"n01443537\", \"goldfish\"]]"
      })
  void every_form_names_the_classes_of_folders(String text) throws IOException {
    for (String name : List.of("n01440764/1.png", "n01443537/1.png")) {
      Path file = folder.resolve("images").resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, new byte[] {1});
    }

    LabelledImages images = map(text).applyTo(LabelledImages.open(folder.resolve("images")));

    assertThat(images.classes()).containsExactly("goldfish", "tench");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"tench\", \"goldfish\"]",
        "{\"0\": \"tench\", \"1\": \"goldfish\"}",
        "{\"tench\": 0, \"goldfish\": 1}",
        "{\"0\": [\"n01440764\", \"tench\"], \"1\": [\"n01443537\", \"goldfish\"]}",
        "0 tench\n1 goldfish\n"
      })
  void outputs_are_named_by_index(String text) throws IOException {
    assertThat(map(text).namesOf(List.of("a", "b"), remark -> {}))
        .containsExactly("tench", "goldfish");
  }

  @Test
  void outputs_are_named_by_class_where_one_is_known_and_others_keep_theirs() throws IOException {
    List<String> remarks = new ArrayList<>();
    ClassMap map = map("{\"n01443537\": \"goldfish\", \"0\": \"x\", \"1\": \"y\"}");

    assertThat(map.namesOf(List.of("n01440764", "n01443537"), remarks::add))
        .containsExactly("n01440764", "goldfish");
    assertThat(remarks).containsExactly(map.file() + " has no names for the classes n01440764");
  }

  @Test
  void of_the_names_those_of_some_classes_are_known_by_their_folders() throws IOException {
    ClassMap map = map("{\"n01440764\": \"tench\", \"n01443537\": \"goldfish\"}");

    assertThat(map.foldersOf(List.of("goldfish", "x"))).isEqualTo(Map.of("n01443537", "goldfish"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\": \"b\"| begins like JSON, but is none: ",
        "{\"a\": \"b\"} x| begins like JSON, but is none: ",
        "{\"a\": \"b\", \"a\": \"c\"}| begins like JSON, but is none: Duplicate field 'a'",
        "{\"a\": {\"b\": \"c\"}}| must have names for folders, such as",
        "{\"a\": null}|; got null for a",
        "[\"a\", 1.5]|; got 1.5 for 1",
        "{\"a\": 0, \"b\": 0}| has two names for 0: a and b",
        "{\"0\": [\"a\", \"b\"], \"a\": \"c\"}| has two names for a: b and c",
        "{\"a\": \"b\\nc\"}|the name of a class must have a letter and no control character",
        "{}| must have names of classes; it has none",
        "''| must have names of classes; it has none"
      })
  void what_is_no_map_is_refused_in_one_sentence(String text, String sentence) {
    assertThatThrownBy(() -> map(text))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining(folder.toString());
  }
}
