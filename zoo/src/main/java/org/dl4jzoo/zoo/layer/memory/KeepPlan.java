package org.dl4jzoo.zoo.layer.memory;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Which outputs a training step keeps for its backward pass, which it computes again, and which
 * activations it moves behind a max pooling. It follows from the operations alone, whether they are
 * the description of a network or the layers of a graph.
 *
 * @param <V> an operation with its output
 */
public final class KeepPlan<V> {

  private final Operations<V> network;
  private final Set<V> givingActivation = identitySet();
  private final Set<V> takingActivation = identitySet();
  private final Set<V> recomputed = identitySet();

  /** Plans a network for an amount of memory. */
  public KeepPlan(Operations<V> network, MemoryUse memory) {
    this.network = network;
    network.inOrder().forEach(this::moveActivation);
    // From the inputs on: whether a join is worth recomputing depends on the joins among its parts.
    for (V vertex : network.inOrder()) {
      if (network.handsOver(vertex) && isWorthRecomputing(vertex, memory)) {
        recomputed.add(vertex);
      }
    }
  }

  private static <T> Set<T> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** Then no backward pass reads the output of a convolution: in VGG a third of all maps. */
  private void moveActivation(V vertex) {
    List<V> readers = network.readers(vertex);
    if (readers.size() == 1
        && moves(vertex, ActivationMove.GIVES)
        && network.backwardPass(vertex).readsOutput()
        && moves(readers.get(0), ActivationMove.TAKES)) {
      givingActivation.add(vertex);
      takingActivation.add(readers.get(0));
    }
  }

  private boolean moves(V vertex, ActivationMove move) {
    return network.takesPart(vertex) && network.backwardPass(vertex).activation() == move;
  }

  private boolean isWorthRecomputing(V vertex, MemoryUse memory) {
    Recomputing how = network.backwardPass(vertex).recomputing();
    return switch (memory) {
      case NORMAL -> how == Recomputing.BY_COPYING && isCheapCopy(vertex);
      case LOW -> how != Recomputing.IMPOSSIBLE;
    };
  }

  /** A copy is worth it where it takes the place of parts that are kept, not only of the whole. */
  private boolean isCheapCopy(V vertex) {
    return isRead(vertex)
        && network.inputs(vertex).stream()
            .anyMatch(
                part -> recomputed.contains(part) || !network.handsOver(part) || isRead(part));
  }

  /** Whether a backward pass reads the output. */
  private boolean isRead(V vertex) {
    return readsOutput(vertex)
        || network.readers(vertex).stream()
            .anyMatch(reader -> network.backwardPass(reader).readsInputs());
  }

  /** Whether its own backward pass reads its output, once activations are moved. */
  public boolean readsOutput(V vertex) {
    return takingActivation.contains(vertex)
        || (network.backwardPass(vertex).readsOutput() && !givingActivation.contains(vertex));
  }

  /** Whether the max pooling that reads its output computes its activation. */
  public boolean givesActivation(V vertex) {
    return givingActivation.contains(vertex);
  }

  /** Whether its output is computed once more in the backward pass. */
  public boolean isRecomputed(V vertex) {
    return recomputed.contains(vertex);
  }

  /** Whether its output stays from the forward to the backward pass. */
  public boolean isKept(V vertex) {
    return !network.handsOver(vertex)
        || (!recomputed.contains(vertex) && (isRead(vertex) || isSource(vertex)));
  }

  /** Whether something else is computed from it again. */
  private boolean isSource(V vertex) {
    return network.readers(vertex).stream().anyMatch(recomputed::contains);
  }
}
