package org.dl4jzoo.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarGzTest {

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectories(temporary.resolve("outer/folder"));
  }

  @Test
  void files_are_unpacked_with_their_folders() throws IOException {
    unpack(new TestArchive().file("a/b/c.txt", new byte[] {1, 2}).file("./d", new byte[0]).bytes());

    assertThat(folder.resolve("a/b/c.txt")).hasBinaryContent(new byte[] {1, 2});
    assertThat(folder.resolve("d")).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "a/../../evil", "/tmp/zoo-evil"})
  void an_entry_that_would_leave_the_folder_is_refused(String name) throws IOException {
    byte[] archive = new TestArchive().file(name, new byte[] {1}).bytes();

    assertThatThrownBy(() -> unpack(archive))
        .isInstanceOf(WrongFileException.class)
        .hasMessage("the archive's entry %s would leave the folder".formatted(name));
    assertThat(temporary.resolve("outer/evil")).doesNotExist();
    assertThat(Path.of("/tmp/zoo-evil")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_FIFO})
  void links_and_devices_are_refused(byte kind) throws IOException {
    byte[] archive = new TestArchive().link("way-out", kind, "../..").bytes();

    assertThatThrownBy(() -> unpack(archive))
        .isInstanceOf(WrongFileException.class)
        .hasMessage("the archive's entry way-out is neither a folder nor a regular file");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void an_archive_that_is_cut_off_is_an_error() throws IOException {
    byte[] whole = new TestArchive().file("a", new byte[5000]).bytes();

    assertThatThrownBy(() -> unpack(Arrays.copyOf(whole, whole.length / 2)))
        .isInstanceOf(IOException.class);
  }

  private void unpack(byte[] archive) throws IOException {
    Path file = Files.write(temporary.resolve("archive.tgz"), archive);
    TarGz.unpack(file, folder, bytes -> {});
  }
}
