package org.dl4jzoo.data.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;

/** The SHA-256 of a file of any size. */
final class Sha256 {

  private Sha256() {}

  static String of(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return DigestUtils.sha256Hex(stream);
    }
  }
}
