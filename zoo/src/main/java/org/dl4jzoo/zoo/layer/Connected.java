package org.dl4jzoo.zoo.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What computes a vertex whose training steps pass arrays on by {@link Handover}. */
interface Connected {

  /** How an output follows from what the vertex keeps besides or is given. */
  enum Recomputing {
    IMPOSSIBLE,
    BY_COPYING,
    BY_ARITHMETIC
  }

  /** What the vertex is connected to. */
  Connections connections();

  /** Whether the backward pass looks at the values of the inputs. */
  boolean needsInputs();

  /** Whether the backward pass looks at the values of the output. */
  boolean needsOutput();

  /** Whether the output of the last forward pass can be computed once more. */
  default Recomputing recomputing() {
    return Recomputing.IMPOSSIBLE;
  }

  /** Computes it once more; y = that. */
  default void recompute(INDArray y) {
    throw new UnsupportedOperationException("this output can't be computed again");
  }
}
