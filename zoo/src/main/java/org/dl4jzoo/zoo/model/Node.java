package org.dl4jzoo.zoo.model;

import java.util.List;

/** One operation of a network, with what goes in and what comes out. */
record Node(Op op, List<Vertex> inputs, Vertex output) {

  Node {
    inputs = List.copyOf(inputs);
  }

  Vertex input() {
    return inputs.get(0);
  }
}
