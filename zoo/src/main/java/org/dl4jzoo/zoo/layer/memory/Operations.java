package org.dl4jzoo.zoo.layer.memory;

import java.util.List;

/**
 * The operations of a network, as a plan of its memory sees them.
 *
 * @param <V> an operation with its output; each is one object, compared by identity
 */
public interface Operations<V> {

  /** All of them, each after those whose outputs it reads. */
  List<V> inOrder();

  /** Those whose outputs it reads; images are none. */
  List<V> inputs(V vertex);

  /** Those that read its output, once for each time they do. */
  List<V> readers(V vertex);

  /** What its backward pass needs; asked only of those that take part in handing over. */
  BackwardPass backwardPass(V vertex);

  /**
   * Whether its output is handed over: given up, or lent to gradients, as soon as nobody reads it.
   * That takes both sides, and nobody outside who sees it; all other outputs are kept.
   */
  boolean handsOver(V vertex);

  /** Whether the operation itself takes part in handing over. */
  boolean takesPart(V vertex);
}
