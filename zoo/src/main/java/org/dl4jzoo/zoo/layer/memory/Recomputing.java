package org.dl4jzoo.zoo.layer.memory;

/** How an output of the forward pass can be computed once more in the backward pass. */
public enum Recomputing {
  /** Not at all: it is kept if somebody reads it. */
  IMPOSSIBLE,
  /** By copying: the inputs are parts of the output. */
  BY_COPYING,
  /** By arithmetic on the inputs. */
  FROM_INPUTS,
  /** By arithmetic on an array that the operation keeps anyway. */
  FROM_KEPT
}
