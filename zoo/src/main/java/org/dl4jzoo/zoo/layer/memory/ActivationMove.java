package org.dl4jzoo.zoo.layer.memory;

/**
 * Which side of max pooling an activation may be computed on. No activation here ever falls, so the
 * maximum of activated values is the activated maximum, and the gradient takes the same way.
 */
public enum ActivationMove {
  /** Ends with an activation, which a max pooling that alone reads the output may compute. */
  GIVES,
  /** Is a max pooling, which can compute the activation of its input after the maximum. */
  TAKES,
  /** Is neither. */
  NONE
}
