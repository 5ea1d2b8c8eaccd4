package org.dl4jzoo.data;

/** A folder, image or setting that cannot be used; the message is one sentence for the user. */
public class InvalidDataException extends IllegalArgumentException {

  /** Creates the error with a sentence that says what was expected, what came and where. */
  public InvalidDataException(String message) {
    super(message);
  }

  /** As {@link #InvalidDataException(String)}, keeping the failure that was found for the log. */
  public InvalidDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
