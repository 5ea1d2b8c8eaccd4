package org.dl4jzoo.data.image.file;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The first bytes of a file, to be compared with what files of one kind begin with. */
final class Magic {

  private final String latin1;

  Magic(byte[] start) {
    this.latin1 = new String(start, StandardCharsets.ISO_8859_1);
  }

  /** Whether these bytes, a letter each in Latin 1, are at an offset. */
  boolean at(int offset, String bytes) {
    return latin1.startsWith(bytes, offset);
  }

  /** Whether the file is a text that begins so, whatever its case and the white space before it. */
  boolean text(String lowerCase) {
    return latin1.stripLeading().toLowerCase(Locale.ROOT).startsWith(lowerCase);
  }
}
