package org.dl4jzoo.zoo.net;

import java.util.List;

/**
 * One operation of a network.
 *
 * @param op what it computes
 * @param inputs what goes in
 * @param output what comes out
 */
public record Node(Op op, List<Vertex> inputs, Vertex output) {

  /** Copies the list. */
  public Node {
    inputs = List.copyOf(inputs);
  }

  /** The first input. */
  public Vertex input() {
    return inputs.get(0);
  }
}
