package org.dl4jzoo.app.divergence;

import org.dl4jzoo.app.console.UsageException;

/** A training that diverged; the message says at which step, why, and what may help. */
public final class DivergedException extends UsageException {

  /** Creates the error with its sentence. */
  public DivergedException(String message) {
    super(message);
  }
}
