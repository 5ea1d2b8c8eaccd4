package org.dl4jzoo.data.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Files that are there whole or not at all: written to a temporary file in the same folder, forced
 * to the disk, renamed. A failure leaves the old file as it was. Unlike one of {@code
 * Files.createTempFile}, the file is as readable to others as any new file of the user's.
 */
public final class AtomicFile {

  /** What the name of a temporary file ends in; a kill may leave one behind. */
  public static final String TEMPORARY = ".tmp";

  private static final int BUFFER_BYTES = 1 << 20;

  private AtomicFile() {}

  /** What writes the content of a file. */
  @FunctionalInterface
  public interface Content {

    /** Writes it all; the stream is buffered, and closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** What makes a file at a path of its own choice, for libraries that take no stream. */
  @FunctionalInterface
  public interface Making {

    /** Makes the file, which isn't there yet. */
    void make(Path temporary) throws IOException;
  }

  /** Writes a file in a folder that exists. */
  public static void write(Path file, Content content) throws IOException {
    make(
        file,
        temporary -> {
          try (OutputStream out =
              new BufferedOutputStream(
                  Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW), BUFFER_BYTES)) {
            content.writeTo(out);
          }
        });
  }

  /** Writes a file, and makes its folder where there is none. */
  public static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    write(file, out -> out.write(content));
  }

  /** Lets something make a file itself, in a folder that exists. */
  public static void make(Path file, Making making) throws IOException {
    Path temporary = temporary(file);
    try {
      making.make(temporary);
      force(temporary);
      rename(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Makes a file the same as another one of its folder, without copying where the file system has
   * hard links. Neither follows the other later, if both are only ever written by this class.
   */
  public static void duplicate(Path original, Path file) throws IOException {
    Path temporary = temporary(file);
    try {
      try {
        Files.createLink(temporary, original);
      } catch (UnsupportedOperationException | IOException noHardLinks) {
        Files.copy(original, temporary, StandardCopyOption.REPLACE_EXISTING);
      }
      rename(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Two writers of one file must not write to one temporary file. */
  private static Path temporary(Path file) {
    return file.resolveSibling(
        "%s.%s%s".formatted(file.getFileName(), UUID.randomUUID(), TEMPORARY));
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void rename(Path temporary, Path file) throws IOException {
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
