package org.dl4jzoo.zoo.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.zoo.model.LayerNames;
import org.dl4jzoo.zoo.model.ParameterLayer;

/**
 * The parameters of a network beside the tensors of a file.
 *
 * @param sources where each parameter comes from, in the network's order
 * @param missing names that the file lacks
 * @param unexpected names, as the file has them, that belong to no parameter
 */
record Match(List<Source> sources, List<String> missing, List<String> unexpected) {

  /**
   * Where a parameter comes from.
   *
   * @param layer the vertex
   * @param role which of its parameters
   * @param tensor the name in the file; null for a constant
   * @param layout how the tensor lies
   * @param constant the value of all its elements where there is no tensor
   */
  record Source(ParameterLayer layer, Role role, String tensor, Layout layout, float constant) {

    /** The shape that our parameter has. */
    List<Long> shape() {
      return role == Role.WEIGHT ? layer.weightShape() : layout.shape();
    }
  }

  Match {
    sources = List.copyOf(sources);
    missing = List.copyOf(missing);
    unexpected = List.copyOf(unexpected);
  }

  /** The share of what the file or the network has that both have. */
  double likeness() {
    double common = sources.stream().filter(source -> source.tensor() != null).count();
    return common / (common + missing.size() + unexpected.size());
  }

  /**
   * Matches by name.
   *
   * @param inFile the names of the file's tensors
   */
  static Match of(Set<String> inFile, LayerNames names, List<ParameterLayer> layers) {
    Dialect dialect = Dialect.of(names.scheme());
    Map<String, String> plain = dialect.plainNames(inFile, names);
    Matching matching = new Matching(dialect, plain);
    layers.forEach(layer -> matching.add(layer, names.byVertex().get(layer.vertex())));
    return matching.result();
  }

  /** Goes through the layers. */
  private static final class Matching {

    private final Dialect dialect;
    private final Map<String, String> unused;
    private final Map<String, String> inFile;
    private final List<Source> sources = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    Matching(Dialect dialect, Map<String, String> plainNames) {
      this.dialect = dialect;
      this.inFile = plainNames;
      this.unused = new LinkedHashMap<>(plainNames);
    }

    Match result() {
      Set<String> unexpected = new LinkedHashSet<>();
      unused.forEach(
          (plain, name) -> {
            if (!dialect.isIrrelevant(plain)) {
              unexpected.add(name);
            }
          });
      return new Match(sources, missing, List.copyOf(unexpected));
    }

    void add(ParameterLayer layer, LayerNames.Entry names) {
      boolean folded = isFolded(layer, names);
      if (layer.kind() != ParameterLayer.Kind.NORM) {
        tensor(layer, Role.WEIGHT, names.weights(), Role.WEIGHT);
      }
      if (layer.biased()) {
        tensor(layer, Role.BIAS, names.weights(), Role.BIAS);
      }
      if (folded) {
        identityNorm(layer, names);
      } else if (layer.normalized()) {
        for (Role role : Role.OF_NORM) {
          tensor(layer, role, names.norm(), role);
        }
      }
    }

    /** Whether the file's convolution has the batch normalisation after it in its own values. */
    private boolean isFolded(ParameterLayer layer, LayerNames.Entry names) {
      return layer.normalized()
          && layer.kind() != ParameterLayer.Kind.NORM
          && inFile.containsKey(dialect.plainTensor(names.weights(), Role.BIAS, layer.kind()))
          && Role.OF_NORM.stream()
              .noneMatch(
                  role ->
                      inFile.containsKey(dialect.plainTensor(names.norm(), role, layer.kind())));
    }

    /** A batch normalisation that changes nothing, but adds the bias where nothing else does. */
    private void identityNorm(ParameterLayer layer, LayerNames.Entry names) {
      constant(layer, Role.GAMMA, (float) Math.sqrt(1 + layer.eps()));
      if (layer.biased()) {
        constant(layer, Role.BETA, 0);
      } else {
        tensor(layer, Role.BETA, names.weights(), Role.BIAS);
      }
      constant(layer, Role.MEAN, 0);
      constant(layer, Role.VARIANCE, 1);
    }

    private void constant(ParameterLayer layer, Role role, float value) {
      sources.add(new Source(layer, role, null, dialect.layout(layer, role), value));
    }

    private void tensor(ParameterLayer layer, Role role, String theirLayer, Role theirRole) {
      String plain = dialect.plainTensor(theirLayer, theirRole, layer.kind());
      String name = inFile.get(plain);
      unused.remove(plain);
      if (name == null) {
        missing.add(dialect.tensor(theirLayer, theirRole, layer.kind()));
      } else {
        sources.add(new Source(layer, role, name, dialect.layout(layer, role), 0));
      }
    }
  }
}
