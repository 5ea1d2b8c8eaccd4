package org.dl4jzoo.zoo.layer.memory;

/**
 * What computes a vertex whose training steps pass arrays on by {@link Handover}. In inference too
 * it is done with its inputs when its forward pass ends, and its output is an array of its own.
 */
public interface Connected {

  /** What the vertex is connected to. */
  Connections connections();

  /** What its backward pass needs, as the vertex is configured and trained at the moment. */
  BackwardPass backwardPass();
}
