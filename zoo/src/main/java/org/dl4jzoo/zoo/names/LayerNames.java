package org.dl4jzoo.zoo.names;

import java.util.Arrays;
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
 * @param all the file's names of all layers, in the file's order
 */
public record LayerNames(NameScheme scheme, Map<String, Entry> byVertex, Set<String> all) {

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
    all = Collections.unmodifiableSet(new LinkedHashSet<>(all));
  }

  /** Begins the names of a scheme. */
  public static Builder of(NameScheme scheme) {
    return new Builder(scheme);
  }

  /** Collects the names, vertex by vertex. */
  public static final class Builder {

    private final NameScheme scheme;
    private final Map<String, Entry> byVertex = new LinkedHashMap<>();
    private final Set<String> all = new LinkedHashSet<>();

    private Builder(NameScheme scheme) {
      this.scheme = scheme;
    }

    /** A convolution or fully connected layer. */
    public Builder layer(String vertex, String weights) {
      list(weights);
      return put(vertex, new Entry(weights, null));
    }

    /** A convolution and the batch normalisation after it. */
    public Builder layer(String vertex, String weights, String norm) {
      list(weights, norm);
      return put(vertex, new Entry(weights, norm));
    }

    /** A batch normalisation with no convolution before it. */
    public Builder norm(String vertex, String norm) {
      list(norm);
      return put(vertex, new Entry(null, norm));
    }

    /** Layers the file has next, in this order, whatever the order in which they get vertices. */
    public Builder list(String... layers) {
      all.addAll(Arrays.asList(layers));
      return this;
    }

    private Builder put(String vertex, Entry entry) {
      if (byVertex.put(vertex, entry) != null) {
        throw new IllegalStateException("vertex %s is named twice".formatted(vertex));
      }
      return this;
    }

    /** The names that were collected. */
    public LayerNames build() {
      return new LayerNames(scheme, byVertex, all);
    }
  }
}
