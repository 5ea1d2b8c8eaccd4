package org.dl4jzoo.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFolderTest {

  private static final String LEFT = "sample-1.0f8fad5b-d9cb-469f-a165-70867728950e.tmp";

  @TempDir Path cache;

  private Path temporary(String name, Duration age) throws IOException {
    Path folder = Files.createDirectories(cache.resolve(name).resolve("rose")).getParent();
    FileTime time = FileTime.from(Instant.now().minus(age));
    Path file = Files.writeString(folder.resolve("rose/1.png"), "");
    for (Path path : new Path[] {file, file.getParent(), folder}) {
      Files.setLastModifiedTime(path, time);
    }
    return folder;
  }

  @Test
  void a_folder_that_somebody_else_created_meanwhile_is_kept() throws IOException {
    Path target = cache.resolve("sample");

    AtomicFolder.create(
        target,
        temporary -> {
          Files.writeString(temporary.resolve("ours"), "");
          Files.writeString(Files.createDirectory(target).resolve("theirs"), "");
        });

    assertThat(target.toFile().list()).containsExactly("theirs");
    assertThat(cache.toFile().list()).containsExactly("sample");
  }

  @Test
  void nothing_is_left_of_what_could_not_be_filled() {
    assertThatThrownBy(
            () ->
                AtomicFolder.create(
                    cache.resolve("sample"),
                    temporary -> {
                      Files.writeString(temporary.resolve("half"), "");
                      throw new IOException("no space left");
                    }))
        .hasMessage("no space left");

    assertThat(cache.toFile().list()).isEmpty();
  }

  @Test
  void what_a_killed_process_left_is_cleared_away() throws IOException {
    Path left = temporary(LEFT, Duration.ofHours(1));

    AtomicFolder.clearLeftOvers(cache);

    assertThat(left).doesNotExist();
  }

  @Test
  void what_another_process_still_fills_stays() throws IOException {
    Path busy = temporary(LEFT, Duration.ofHours(1));
    Files.writeString(busy.resolve("rose/2.png"), "");

    AtomicFolder.clearLeftOvers(cache);

    assertThat(busy).exists();
  }

  @Test
  void what_is_not_its_own_stays() throws IOException {
    Path photos = temporary("photos.tmp", Duration.ofDays(9));

    AtomicFolder.clearLeftOvers(cache);
    AtomicFolder.clearLeftOvers(cache.resolve("missing"));

    assertThat(photos.resolve("rose/1.png")).exists();
  }
}
