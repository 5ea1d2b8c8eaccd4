package org.dl4jzoo.data.archive;

import java.io.IOException;

/** A download that trying again will not mend: it is not the file that was expected. */
public final class WrongFileException extends IOException {

  /** Creates the error with a sentence that says what was expected, what came and where. */
  public WrongFileException(String message) {
    super(message);
  }
}
