package org.dl4jzoo.zoo.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.net.ParameterLayer;
import org.dl4jzoo.zoo.weights.file.StoredTensor;

/**
 * The parameters of a network beside the tensors of a file, matched by name.
 *
 * @param sources where each parameter comes from, in the network's order
 * @param missing names that the file lacks
 * @param unexpected names, as the file has them, that belong to no parameter
 * @param prefix what the network's names begin with in the file, where it is a part of something
 */
record Match(List<Source> sources, List<String> missing, List<String> unexpected, String prefix) {

  /**
   * Where a parameter comes from.
   *
   * @param layer the vertex
   * @param role which of its parameters
   * @param tensor in the file; null for a constant
   * @param axes the order of the tensor's axes
   * @param constant the value of all its elements where there is no tensor
   */
  record Source(
      ParameterLayer layer, Role role, StoredTensor tensor, AxisOrder axes, float constant) {

    /** Whether it comes from a tensor of the file, and not from a constant. */
    boolean isStored() {
      return tensor != null;
    }

    /** Whether the tensor has the shape that the network needs. */
    boolean fits() {
      return axes.fits(tensor.shape());
    }

    /** The shape that our parameter has. */
    List<Long> shape() {
      return role == Role.WEIGHT ? layer.weightShape() : axes.shape();
    }
  }

  Match {
    sources = List.copyOf(sources);
    missing = List.copyOf(missing);
    unexpected = List.copyOf(unexpected);
  }

  /** Whether the file has a tensor for each parameter, and no others. */
  boolean isComplete() {
    return missing.isEmpty() && unexpected.isEmpty();
  }

  /** Whether it is complete, and all tensors have the shape that the network needs. */
  boolean fits() {
    return isComplete() && stored().stream().allMatch(Source::fits);
  }

  /** The same without the tensors that belong to no parameter. */
  Match withoutUnexpected() {
    return new Match(sources, missing, List.of(), prefix);
  }

  /** The parameters that come from tensors. */
  List<Source> stored() {
    return sources.stream().filter(Source::isStored).toList();
  }

  /**
   * How much of what the file or the network has both have in the same shape, from 0 to 1; folded
   * batch norms don't count.
   */
  double likeness() {
    double fitting = stored().stream().filter(Source::fits).count();
    return fitting / (stored().size() + missing.size() + unexpected.size());
  }

  /** Matches the tensors of a file with the parameters of layers. */
  static Match of(
      Map<String, StoredTensor> tensors, LayerNames names, List<ParameterLayer> layers) {
    Matching matching = new Matching(tensors, names);
    layers.forEach(matching::add);
    return matching.result();
  }

  /** Goes through the layers. */
  private static final class Matching {

    private final LayerNames names;
    private final Dialect dialect;
    private final Map<String, StoredTensor> inFile = new LinkedHashMap<>();
    private final Map<String, StoredTensor> unused;
    private final String prefix;
    private final List<Source> sources = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    Matching(Map<String, StoredTensor> tensors, LayerNames names) {
      this.names = names;
      this.dialect = Dialect.of(names.scheme());
      PlainNames plainNames = dialect.plainNames(tensors.keySet(), names);
      plainNames.byPlain().forEach((plain, name) -> inFile.put(plain, tensors.get(name)));
      this.prefix = plainNames.prefix();
      this.unused = new LinkedHashMap<>(inFile);
    }

    Match result() {
      Set<String> unexpected = new LinkedHashSet<>();
      unused.forEach(
          (plain, tensor) -> {
            if (!dialect.isIrrelevant(plain)) {
              unexpected.add(tensor.name());
            }
          });
      return new Match(sources, missing, List.copyOf(unexpected), prefix);
    }

    void add(ParameterLayer layer) {
      LayerNames.Entry theirs = names.byVertex().get(layer.vertex());
      boolean folded = isFolded(layer, theirs);
      if (layer.kind() != ParameterLayer.Kind.NORM) {
        tensor(layer, Role.WEIGHT, theirs.weights(), Role.WEIGHT);
      }
      if (layer.biased()) {
        tensor(layer, Role.BIAS, theirs.weights(), Role.BIAS);
      }
      if (folded) {
        identityNorm(layer, theirs);
      } else if (layer.normalized()) {
        for (Role role : Role.OF_NORM) {
          tensor(layer, role, theirs.norm(), role);
        }
      }
    }

    /** Whether the file's convolution has the batch norm after it folded into its values. */
    private boolean isFolded(ParameterLayer layer, LayerNames.Entry theirs) {
      return layer.normalized()
          && layer.kind() != ParameterLayer.Kind.NORM
          && inFile.containsKey(dialect.plainTensor(theirs.weights(), Role.BIAS))
          && Role.OF_NORM.stream()
              .noneMatch(role -> inFile.containsKey(dialect.plainTensor(theirs.norm(), role)));
    }

    /** A batch norm that changes nothing, but adds the bias where the convolution has none. */
    private void identityNorm(ParameterLayer layer, LayerNames.Entry theirs) {
      constant(layer, Role.GAMMA, (float) Math.sqrt(1 + layer.eps().orElseThrow()));
      if (layer.biased()) {
        constant(layer, Role.BETA, 0);
      } else {
        tensor(layer, Role.BETA, theirs.weights(), Role.BIAS);
      }
      constant(layer, Role.MEAN, 0);
      constant(layer, Role.VARIANCE, 1);
    }

    private void constant(ParameterLayer layer, Role role, float value) {
      sources.add(new Source(layer, role, null, dialect.axes(layer, role), value));
    }

    private void tensor(ParameterLayer layer, Role role, String theirLayer, Role theirRole) {
      String plain = dialect.plainTensor(theirLayer, theirRole);
      StoredTensor tensor = inFile.get(plain);
      unused.remove(plain);
      if (tensor == null) {
        missing.add(dialect.tensor(theirLayer, theirRole, layer.kind()));
      } else {
        sources.add(new Source(layer, role, tensor, dialect.axes(layer, role), 0));
      }
    }
  }
}
