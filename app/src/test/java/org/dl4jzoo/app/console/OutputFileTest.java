package org.dl4jzoo.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

  @TempDir Path folder;

  @Test
  void a_full_disk_leaves_the_old_file_and_nothing_else() {
    Path file = folder.resolve("last.zip");
    OutputFile.write(file, "old");

    assertThatThrownBy(
            () ->
                OutputFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 22]);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(UsageException.class)
        .hasMessage("cannot write %s: No space left on device".formatted(file));

    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("last.zip");
  }

  @Test
  void a_library_that_fails_halfway_leaves_the_old_file_and_nothing_else() {
    Path file = folder.resolve("weights.h5");
    OutputFile.write(file, "old");

    assertThatThrownBy(
            () ->
                OutputFile.make(
                    file,
                    temporary -> {
                      Files.writeString(temporary, "half");
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(UsageException.class)
        .hasMessage("cannot write %s: No space left on device".formatted(file));

    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("weights.h5");
  }

  @Test
  void a_file_that_a_library_wrote_takes_the_place_of_the_old_one() {
    Path file = folder.resolve("weights.h5");
    OutputFile.write(file, "old");

    OutputFile.make(file, temporary -> Files.writeString(temporary, "new"));

    assertThat(file).hasContent("new");
    assertThat(folder.toFile().list()).containsExactly("weights.h5");
  }

  @Test
  void a_duplicate_does_not_follow_the_original() {
    Path best = folder.resolve("best.zip");
    Path last = folder.resolve("last.zip");
    OutputFile.write(best, "first");
    OutputFile.duplicate(best, last);

    OutputFile.write(best, "second");

    assertThat(last).hasContent("first");
    assertThat(best).hasContent("second");
  }

  @Test
  void a_missing_folder_is_named() {
    Path file = folder.resolve("no/such/file");

    assertThatThrownBy(() -> OutputFile.write(file, "text"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("cannot write %s: ".formatted(file));
  }
}
