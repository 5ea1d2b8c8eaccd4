package org.dl4jzoo.data.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The hash that a file must have.
 *
 * @param algorithm as {@code java.security.MessageDigest} names it
 * @param hex in lower-case hexadecimal, or the first digits of it; empty where any file will do
 */
public record Checksum(String algorithm, String hex) {

  /** Where nothing is known of a file's content. */
  public static final Checksum UNKNOWN = new Checksum("SHA-256", "");

  /** The hash of a file of any size, in lower-case hexadecimal. */
  public static String of(String algorithm, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new DigestUtils(algorithm).digestAsHex(in);
    }
  }

  /** Whether a file has it. */
  public boolean fits(Path file) throws IOException {
    return hex.isEmpty() || of(algorithm, file).startsWith(hex);
  }

  /**
   * Checks a file.
   *
   * @throws WrongFileException if it has another hash
   */
  void check(Path file) throws IOException {
    String found = hex.isEmpty() ? hex : of(algorithm, file);
    if (!found.startsWith(hex)) {
      throw new WrongFileException(
          "the %s of %s must start with %s; it is %s".formatted(algorithm, file, hex, found));
    }
  }
}
