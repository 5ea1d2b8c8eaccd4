package org.dl4jzoo.zoo.names;

import java.util.Optional;

/**
 * The layers that a weight file has weights of, whatever the file's format: what a network infers
 * its options from.
 */
public interface StoredLayers {

  /**
   * How wide a convolution or a fully connected layer is.
   *
   * @param outputs channels, or length of the vector, that come out
   * @param inputs channels that an output is computed from, or length of the flattened map
   */
  record Sizes(int outputs, int inputs) {}

  /** What the file would call the layers of the network as published, in one of its schemes. */
  LayerNames names();

  /**
   * The sizes of a convolution or a fully connected layer.
   *
   * @param layer the file's name of it, as in {@link LayerNames.Entry#weights}
   * @return empty if the file has no weights of that name
   */
  Optional<Sizes> named(String layer);

  /** The sizes of a vertex of the network as published; empty if the file has no weights of it. */
  default Optional<Sizes> ofVertex(String vertex) {
    return Optional.ofNullable(names().byVertex().get(vertex))
        .map(LayerNames.Entry::weights)
        .flatMap(this::named);
  }
}
