package org.dl4jzoo.zoo.weights;

import java.util.HashSet;
import java.util.Set;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.net.ParameterLayer;
import org.dl4jzoo.zoo.weights.file.StoredTensor;

/**
 * Tells the tensors of a top that somebody put in place of a network's own, as for other classes,
 * from those of a network that is another one.
 */
final class ForeignTop {

  /** Of fully connected layers; a convolution of an unknown name is one of another network. */
  private static final int MOST_DIMENSIONS = 2;

  private final Dialect dialect;
  private final String prefix;

  /** The modules and layers that are before the top, and those of the network's own top. */
  private final Set<String> features = new HashSet<>();

  private final Set<String> ownTop = new HashSet<>();

  /**
   * Of a network.
   *
   * @param match its features beside the file
   * @param options with or without a top
   */
  ForeignTop(LayerNames names, Match match, Architecture architecture, ModelOptions options) {
    this.dialect = Dialect.of(names.scheme());
    this.prefix = match.prefix();
    for (Match.Source source : match.sources()) {
      addRoots(names, source.layer().vertex(), features);
    }
    for (ParameterLayer layer :
        Models.parameterLayers(architecture, options.withIncludeTop(true))) {
      addRoots(names, layer.vertex(), ownTop);
    }
    ownTop.removeAll(features);
  }

  private void addRoots(LayerNames names, String vertex, Set<String> to) {
    LayerNames.Entry entry = names.byVertex().get(vertex);
    if (entry.weights() != null) {
      to.add(dialect.root(dialect.plainTensor(entry.weights(), Role.WEIGHT)));
    }
    if (entry.norm() != null) {
      to.add(dialect.root(dialect.plainTensor(entry.norm(), Role.GAMMA)));
    }
  }

  /** Whether a tensor that the features don't need may be of another top. */
  boolean mayHave(StoredTensor tensor) {
    String name = tensor.name();
    String plain = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    String root = dialect.root(plain);
    return ownTop.contains(root)
        || (!features.contains(root) && tensor.shape().size() <= MOST_DIMENSIONS);
  }
}
