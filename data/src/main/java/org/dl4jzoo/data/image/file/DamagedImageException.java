package org.dl4jzoo.data.image.file;

import java.io.IOException;

/** An image that cannot be decoded; the message is the reason, with "it" for the file. */
public final class DamagedImageException extends IOException {

  /** Creates the error with its reason. */
  public DamagedImageException(String reason) {
    super(reason);
  }

  /** Creates the error with its reason and what was thrown. */
  public DamagedImageException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
