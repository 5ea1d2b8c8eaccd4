package org.dl4jzoo.data.image;

import java.util.Objects;

/**
 * One change of an image.
 *
 * @param operation what is done
 * @param magnitude how much; 0 where the operation knows no more or less
 */
public record Change(Operation operation, double magnitude) {

  /** Checks that there is an operation. */
  public Change {
    Objects.requireNonNull(operation, "operation");
  }
}
