package org.dl4jzoo.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.codec.digest.DigestUtils;
import org.dl4jzoo.data.archive.LocalServer.Manner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

  private static final byte[] CONTENTS = new byte[300_000];

  static {
    for (int i = 0; i < CONTENTS.length; i++) {
      CONTENTS[i] = (byte) (i * 31 / 8);
    }
  }

  @TempDir private Path folder;
  private Path file;
  private Path part;

  @BeforeEach
  void nameFiles() {
    file = folder.resolve("cache/file.tgz");
    part = folder.resolve("cache/file.tgz.part");
  }

  @Test
  void a_file_is_fetched_whole_and_progress_is_told() throws IOException {
    AtomicLong heard = new AtomicLong();
    try (LocalServer server = new LocalServer(CONTENTS, Manner.GOOD)) {
      download(server).fetch(file, heard::set);
    }

    assertThat(file).hasBinaryContent(CONTENTS);
    assertThat(part).doesNotExist();
    assertThat(heard).hasValue(CONTENTS.length);
  }

  @Test
  void a_cut_connection_is_gone_on_with_from_where_it_was_cut() throws IOException {
    try (LocalServer server = new LocalServer(CONTENTS, Manner.CUTS_FIRST_ANSWER)) {
      download(server).fetch(file, bytes -> {});

      assertThat(server.ranges()).containsExactly("none", "bytes=150000-");
    }
    assertThat(file).hasBinaryContent(CONTENTS);
  }

  @Test
  void an_earlier_run_s_part_is_gone_on_with() throws IOException {
    Files.createDirectories(part.getParent());
    Files.write(part, Arrays.copyOf(CONTENTS, 1000));
    try (LocalServer server = new LocalServer(CONTENTS, Manner.GOOD)) {
      download(server).fetch(file, bytes -> {});

      assertThat(server.ranges()).containsExactly("bytes=1000-");
    }
    assertThat(file).hasBinaryContent(CONTENTS);
  }

  @Test
  void a_server_that_ignores_ranges_is_read_from_the_start() throws IOException {
    Files.createDirectories(part.getParent());
    Files.write(part, new byte[1000]);
    try (LocalServer server = new LocalServer(CONTENTS, Manner.IGNORES_RANGES)) {
      download(server).fetch(file, bytes -> {});
    }

    assertThat(file).hasBinaryContent(CONTENTS);
  }

  @Test
  void a_wrong_hash_is_refused_and_the_part_deleted() throws IOException {
    try (LocalServer server = new LocalServer(CONTENTS, Manner.GOOD)) {
      Download wrong = new Download(server.uri(), CONTENTS.length, "0000");

      assertThatThrownBy(() -> wrong.fetch(file, bytes -> {}))
          .isInstanceOf(WrongFileException.class)
          .hasMessage(
              "the SHA-256 of %s must start with 0000; it is %s"
                  .formatted(part, DigestUtils.sha256Hex(CONTENTS)));
    }
    assertThat(file).doesNotExist();
    assertThat(part).doesNotExist();
  }

  @Test
  void a_wrong_size_is_refused_before_anything_is_written() throws IOException {
    try (LocalServer server = new LocalServer(CONTENTS, Manner.GOOD)) {
      Download wrong = new Download(server.uri(), 7, "");

      assertThatThrownBy(() -> wrong.fetch(file, bytes -> {}))
          .isInstanceOf(WrongFileException.class)
          .hasMessage("%s must have 7 bytes; the server offers 300,000".formatted(server.uri()));
    }
    assertThat(part).doesNotExist();
  }

  @Test
  void a_missing_file_is_given_up_after_three_attempts() throws IOException {
    try (LocalServer server = new LocalServer(CONTENTS, Manner.EMPTY)) {
      assertThatThrownBy(() -> download(server).fetch(file, bytes -> {}))
          .isInstanceOf(IOException.class)
          .hasMessage("the server answered with status 404");
      assertThat(server.ranges()).isEqualTo(List.of("none", "none", "none"));
    }
  }

  @Test
  void an_md5_is_checked_too() throws IOException {
    try (LocalServer server = new LocalServer(CONTENTS, Manner.GOOD)) {
      Checksum right = new Checksum("MD5", DigestUtils.md5Hex(CONTENTS));
      new Download(server.uri(), CONTENTS.length, right).fetch(file, bytes -> {});
      assertThat(file).hasBinaryContent(CONTENTS);

      Download wrong = new Download(server.uri(), CONTENTS.length, new Checksum("MD5", "00"));
      assertThatThrownBy(() -> wrong.fetch(folder.resolve("other"), bytes -> {}))
          .isInstanceOf(WrongFileException.class)
          .hasMessageStartingWith("the MD5 of ");
    }
    assertThat(folder.resolve("other")).doesNotExist();
  }

  @Test
  void without_a_published_hash_any_file_of_the_size_will_do() throws IOException {
    try (LocalServer server = new LocalServer(CONTENTS, Manner.GOOD)) {
      new Download(server.uri(), CONTENTS.length, Checksum.UNKNOWN).fetch(file, bytes -> {});
    }

    assertThat(file).hasBinaryContent(CONTENTS);
  }

  @Test
  void the_server_is_asked_for_a_size_that_nobody_published() throws IOException {
    try (LocalServer server = new LocalServer(CONTENTS, Manner.GOOD)) {
      assertThat(Download.sizeOf(server.uri())).isEqualTo(CONTENTS.length);
      assertThat(server.ranges()).isEmpty();
    }
    try (LocalServer server = new LocalServer(CONTENTS, Manner.EMPTY)) {
      assertThatThrownBy(() -> Download.sizeOf(server.uri()))
          .hasMessage("the server answered with status 404");
    }
  }

  private static Download download(LocalServer server) {
    return new Download(server.uri(), CONTENTS.length, DigestUtils.sha256Hex(CONTENTS));
  }
}
