package org.dl4jzoo.app.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jzoo.data.archive.Checksum;

/**
 * The files that the program is given. That one can't be read is told to the user, who named it.
 */
public final class InputFile {

  private InputFile() {}

  /**
   * The SHA-256 of a file's contents, 64 hexadecimal digits.
   *
   * @throws UsageException if it can't be read
   */
  public static String sha256(Path file) {
    try {
      return Checksum.of("SHA-256", file);
    } catch (IOException e) {
      throw UsageException.cannotRead(file, e);
    }
  }

  /**
   * The size of a file in bytes.
   *
   * @throws UsageException if it can't be read
   */
  public static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw UsageException.cannotRead(file, e);
    }
  }
}
