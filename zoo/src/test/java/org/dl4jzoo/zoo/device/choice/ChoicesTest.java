package org.dl4jzoo.zoo.device.choice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoicesTest {

  private static final String SYSTEM = "NVIDIA H200, CUDA driver 13000, cuDNN 91900, FLOAT32";

  @TempDir private Path folder;

  private final List<String> told = new ArrayList<>();

  private ChoiceFile file() {
    return new ChoiceFile(folder.resolve("cuda"), SYSTEM);
  }

  /** What another process finds. */
  private Choices opened() {
    return Choices.in(file(), told::add);
  }

  @Test
  void another_process_takes_what_the_first_found() {
    Choices first = opened();
    assertThat(first.of("3x3")).isEmpty();
    assertThat(first.keep("3x3", "algorithm 1")).isEqualTo("algorithm 1");
    first.keep("1x1", "cuBLAS");

    Choices second = opened();

    assertThat(second.of("3x3")).hasValue("algorithm 1");
    assertThat(second.of("1x1")).hasValue("cuBLAS");
    assertThat(told).isEmpty();
  }

  @Test
  void of_two_processes_that_measure_at_once_the_first_decides() {
    Choices one = opened();
    Choices other = opened();
    one.keep("3x3", "algorithm 1");

    assertThat(other.keep("3x3", "algorithm 6")).isEqualTo("algorithm 1");
    assertThat(other.of("3x3")).hasValue("algorithm 1");
    assertThat(opened().of("3x3")).hasValue("algorithm 1");
  }

  @Test
  void another_driver_has_choices_of_its_own() {
    opened().keep("3x3", "algorithm 1");

    ChoiceFile ofOther = new ChoiceFile(folder.resolve("cuda"), SYSTEM.replace("13000", "13010"));

    assertThat(Choices.in(ofOther, told::add).of("3x3")).isEmpty();
    assertThat(told).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no choices", SYSTEM + "\n3x3\n", SYSTEM + "\n3x3\talgorithm 1\n"})
  void a_damaged_file_counts_as_none_and_is_told(String content) throws IOException {
    Path path = file().path();
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);

    Choices choices = opened();

    assertThat(choices.of("3x3")).isEmpty();
    assertThat(told)
        .containsExactly(path + " is damaged: what is fastest on this GPU is measured again");
    choices.keep("3x3", "algorithm 6");
    told.clear();
    assertThat(opened().of("3x3")).hasValue("algorithm 6");
    assertThat(told).isEmpty();
  }

  @Test
  void bytes_that_are_no_text_are_damage_too() throws IOException {
    Path path = file().path();
    Files.createDirectories(path.getParent());
    Files.write(path, new byte[] {(byte) 0xff, 0, (byte) 0xc3, '\n', 9});

    assertThat(opened().of("3x3")).isEmpty();
    assertThat(told).hasSize(1);
  }

  @Test
  void a_folder_that_cannot_be_written_is_told_once() throws IOException {
    Files.writeString(folder.resolve("cuda"), "a file");

    Choices choices = opened();
    choices.keep("3x3", "algorithm 1");
    choices.keep("1x1", "cuBLAS");

    assertThat(choices.of("1x1")).hasValue("cuBLAS");
    assertThat(told)
        .singleElement()
        .asString()
        .startsWith(
            "what is fastest on this GPU can't be kept, and may be another way next time: ");
  }

  @Test
  void choices_of_a_process_are_in_memory_alone() {
    Choices choices = Choices.ofProcess();

    choices.keep("3x3", "algorithm 1");

    assertThat(choices.of("3x3")).hasValue("algorithm 1");
    assertThat(folder).isEmptyDirectory();
  }
}
