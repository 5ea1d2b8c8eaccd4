package org.dl4jzoo.zoo.net;

/** A model name or option that no network accepts; the message is one sentence for the user. */
public final class InvalidModelException extends IllegalArgumentException {

  /** Creates the error with a sentence that says what was expected and what came. */
  public InvalidModelException(String message) {
    super(message);
  }
}
