package org.dl4jzoo.zoo.weights;

import java.util.Map;
import java.util.Optional;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.names.StoredLayers;
import org.dl4jzoo.zoo.weights.file.StoredTensor;

/** The layers of a weight file, found by the names that a library would give their tensors. */
final class FileLayers implements StoredLayers {

  /** No network has so many channels or classes; larger numbers would overflow products of them. */
  private static final int LARGEST = 1 << 20;

  private final LayerNames names;
  private final Dialect dialect;
  private final Map<String, StoredTensor> tensors;
  private final Map<String, String> plainNames;

  FileLayers(Map<String, StoredTensor> tensors, LayerNames names) {
    this.names = names;
    this.dialect = Dialect.of(names.scheme());
    this.tensors = tensors;
    this.plainNames = dialect.plainNames(tensors.keySet(), names).byPlain();
  }

  @Override
  public LayerNames names() {
    return names;
  }

  @Override
  public Optional<Sizes> named(String layer) {
    return Optional.ofNullable(plainNames.get(dialect.plainTensor(layer, Role.WEIGHT)))
        .map(name -> tensors.get(name).shape())
        .filter(shape -> shape.size() > 1)
        .filter(shape -> shape.stream().allMatch(length -> length > 0 && length <= LARGEST))
        .map(dialect::sizes);
  }
}
