package org.dl4jzoo.app;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that are there whole or not at all: written to a temporary file in the same folder, forced
 * to the disk, renamed. A failure leaves the old file as it was. Unlike one of {@code
 * Files.createTempFile}, the file is as readable to others as any new file of the user's.
 */
public final class AtomicFile {

  private static final int BUFFER_BYTES = 1 << 20;

  private AtomicFile() {}

  /** What writes the content of a file. */
  @FunctionalInterface
  public interface Content {

    /** Writes it all; the stream is buffered, and closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @throws UsageException if the disk is full or the folder can't be written; names the file
   */
  public static void write(Path file, Content content) {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (FileChannel channel =
              FileChannel.open(
                  temporary,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE);
          OutputStream out =
              new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES)) {
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      rename(temporary, file);
    } catch (IOException e) {
      delete(temporary);
      throw UsageException.cannotWrite(file, e);
    }
  }

  /** Writes a text file in UTF-8. */
  public static void write(Path file, String text) {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Makes a file the same as another one of its folder, without copying where the file system has
   * hard links. Neither follows the other later, if both are only ever written by this class.
   *
   * @throws UsageException as {@link #write(Path, Content)}
   */
  public static void duplicate(Path original, Path file) {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.deleteIfExists(temporary);
      try {
        Files.createLink(temporary, original);
      } catch (UnsupportedOperationException | IOException noHardLinks) {
        Files.copy(original, temporary, StandardCopyOption.REPLACE_EXISTING);
      }
      rename(temporary, file);
    } catch (IOException e) {
      delete(temporary);
      throw UsageException.cannotWrite(file, e);
    }
  }

  private static void rename(Path temporary, Path file) throws IOException {
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void delete(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException leftBehind) {
      // The failure to report is the one that came first; the file's name says it is temporary.
    }
  }
}
