package org.dl4jzoo.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.RecordedProgress;
import org.dl4jzoo.data.archive.Download;
import org.dl4jzoo.data.archive.LocalServer;
import org.dl4jzoo.data.archive.LocalServer.Manner;
import org.dl4jzoo.data.archive.TestArchive;
import org.dl4jzoo.data.folder.FolderListing;
import org.dl4jzoo.data.folder.LabelledImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfFlowersTest {

  /** Nothing listens on port 1 of the loopback interface. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1/file.tgz");

  @TempDir private Path cache;

  @Test
  void the_archive_is_downloaded_and_unpacked_once() throws IOException {
    byte[] archive = photos();
    RecordedProgress progress = new RecordedProgress();
    try (LocalServer server = new LocalServer(archive, Manner.CUTS_FIRST_ANSWER)) {
      Download download = download(server.uri(), archive);
      Path folder = TfFlowers.ensure(download, cache, progress);

      assertThat(folder).isEqualTo(cache.resolve("tf_flowers/flower_photos"));
      assertThat(LabelledImages.open(folder).classes()).containsExactly("daisy", "roses");
      assertThat(TfFlowers.ensure(download, cache, progress)).isEqualTo(folder);
      assertThat(server.ranges()).hasSize(2);
      assertThat(progress.started())
          .containsExactly("Downloading flower_photos.tgz", "Unpacking flower_photos.tgz");
    }
  }

  @Test
  void an_archive_put_there_by_hand_is_used() throws IOException {
    byte[] archive = photos();
    Files.write(cache.resolve("flower_photos.tgz"), archive);

    Path folder = TfFlowers.ensure(download(NOWHERE, archive), cache, Progress.NONE);

    assertThat(LabelledImages.open(folder).examples()).hasSize(2);
  }

  @Test
  void another_archive_put_there_by_hand_is_refused() throws IOException {
    Path file = Files.write(cache.resolve("flower_photos.tgz"), new byte[9]);

    assertThatThrownBy(
            () -> TfFlowers.ensure(download(NOWHERE, new byte[10]), cache, Progress.NONE))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "%s must have 10 bytes; it has 9; put the official archive at %s, or use --data DIR"
                    .formatted(file, file)
                + " with a folder of your own");
  }

  @Test
  void without_a_connection_the_error_says_what_to_do() {
    assertThatThrownBy(
            () -> TfFlowers.ensure(download(NOWHERE, new byte[10]), cache, Progress.NONE))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("cannot download http://127.0.0.1:1/file.tgz (")
        .hasMessageEndingWith(
            "; put the archive (10 bytes) at %s by hand, or use --data DIR with a folder of your own"
                .formatted(cache.resolve("flower_photos.tgz")));
  }

  @Test
  void nothing_is_left_of_an_archive_that_would_leave_the_folder() throws IOException {
    byte[] archive =
        new TestArchive()
            .file("flower_photos/daisy/a.jpg", new byte[] {1})
            .file("../../evil.jpg", new byte[] {1})
            .bytes();
    Files.write(cache.resolve("flower_photos.tgz"), archive);

    assertThatThrownBy(() -> TfFlowers.ensure(download(NOWHERE, archive), cache, Progress.NONE))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("the archive's entry ../../evil.jpg would leave the folder; put ");
    assertThat(FolderListing.files(cache)).containsExactly(cache.resolve("flower_photos.tgz"));
    assertThat(FolderListing.subfolders(cache)).isEmpty();
  }

  private static byte[] photos() throws IOException {
    return new TestArchive()
        .file("flower_photos/LICENSE.txt", new byte[] {1})
        .file("flower_photos/daisy/a.jpg", new byte[2000])
        .file("flower_photos/roses/a.jpg", new byte[2000])
        .bytes();
  }

  private static Download download(URI source, byte[] archive) {
    return new Download(source, archive.length, DigestUtils.sha256Hex(archive));
  }
}
