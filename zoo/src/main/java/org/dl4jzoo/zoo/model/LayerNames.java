package org.dl4jzoo.zoo.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the weight files of a scheme call the layers of a network. They know convolution and batch
 * normalisation as two layers, where the network has one vertex.
 *
 * @param scheme whose names they are
 * @param byVertex the names by our vertex
 */
public record LayerNames(NameScheme scheme, Map<String, Entry> byVertex) {

  /**
   * The names of a vertex.
   *
   * @param weights of its convolution or fully connected layer; null if it has none
   * @param norm of its batch normalisation; null if it has none
   */
  public record Entry(String weights, String norm) {}

  /** Copies, keeping the order. */
  public LayerNames {
    byVertex = Collections.unmodifiableMap(new LinkedHashMap<>(byVertex));
  }

  static Builder of(NameScheme scheme) {
    return new Builder(scheme);
  }

  /** The file's names of all layers. */
  public Set<String> all() {
    Set<String> all = new LinkedHashSet<>();
    byVertex
        .values()
        .forEach(
            entry -> {
              all.add(entry.weights());
              all.add(entry.norm());
            });
    all.remove(null);
    return all;
  }

  /** Collects the names, vertex by vertex. */
  static final class Builder {

    private final NameScheme scheme;
    private final Map<String, Entry> byVertex = new LinkedHashMap<>();

    private Builder(NameScheme scheme) {
      this.scheme = scheme;
    }

    /** A convolution or fully connected layer. */
    Builder layer(String vertex, String weights) {
      return put(vertex, new Entry(weights, null));
    }

    /** A convolution and the batch normalisation after it. */
    Builder layer(String vertex, String weights, String norm) {
      return put(vertex, new Entry(weights, norm));
    }

    /** A batch normalisation with no convolution before it. */
    Builder norm(String vertex, String norm) {
      return put(vertex, new Entry(null, norm));
    }

    private Builder put(String vertex, Entry entry) {
      if (byVertex.put(vertex, entry) != null) {
        throw new IllegalStateException("vertex %s is named twice".formatted(vertex));
      }
      return this;
    }

    LayerNames build() {
      return new LayerNames(scheme, byVertex);
    }
  }
}
