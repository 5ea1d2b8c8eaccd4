package org.dl4jzoo.app.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jzoo.data.file.AtomicFile;

/**
 * The files that the program leaves: there whole or not at all, as {@link AtomicFile} writes them.
 * That one can't be written is told to the user, who chose the place.
 */
public final class OutputFile {

  private OutputFile() {}

  /**
   * Writes a file in a folder that exists.
   *
   * @throws UsageException if the disk is full or the folder can't be written; names the file
   */
  public static void write(Path file, AtomicFile.Content content) {
    try {
      AtomicFile.write(file, content);
    } catch (IOException e) {
      throw UsageException.cannotWrite(file, e);
    }
  }

  /**
   * Lets a library write a file that takes a path and no stream.
   *
   * @throws UsageException as {@link #write(Path, AtomicFile.Content)}
   */
  public static void make(Path file, AtomicFile.Making making) {
    try {
      AtomicFile.make(file, making);
    } catch (IOException e) {
      throw UsageException.cannotWrite(file, e);
    }
  }

  /** Writes a text file in UTF-8. */
  public static void write(Path file, String text) {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The bytes of a file that was written.
   *
   * @throws UsageException if it is gone
   */
  public static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw UsageException.cannotRead(file, e);
    }
  }

  /**
   * Makes a file the same as another one of its folder; see {@link AtomicFile#duplicate}.
   *
   * @throws UsageException as {@link #write(Path, AtomicFile.Content)}
   */
  public static void duplicate(Path original, Path file) {
    try {
      AtomicFile.duplicate(original, file);
    } catch (IOException e) {
      throw UsageException.cannotWrite(file, e);
    }
  }
}
