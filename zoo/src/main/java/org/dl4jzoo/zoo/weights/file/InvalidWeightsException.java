package org.dl4jzoo.zoo.weights.file;

/**
 * A weight file that can't be read or doesn't fit a network; the message is one sentence for the
 * user.
 */
public final class InvalidWeightsException extends IllegalArgumentException {

  /** Creates the error with a sentence that says what was expected, what came and in which file. */
  public InvalidWeightsException(String message) {
    super(message);
  }

  /** The same, with what led to it. */
  public InvalidWeightsException(String message, Throwable cause) {
    super(message, cause);
  }
}
