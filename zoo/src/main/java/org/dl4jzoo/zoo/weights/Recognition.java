package org.dl4jzoo.zoo.weights;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;
import org.dl4jzoo.zoo.weights.file.WeightFile;

/**
 * Which names a file has, and the options of the network that it has weights of.
 *
 * @param names those that fit best
 * @param options of the network, with side classifiers if the file has any
 * @param match the parameters of that network beside the file's tensors
 * @param head tensors of a top that isn't the network's own and is left out; usually none
 */
record Recognition(LayerNames names, ModelOptions options, Match match, List<String> head) {

  Recognition {
    head = List.copyOf(head);
  }

  /**
   * What fits best of all names that weights of the network are published under, in files of this
   * format if there are any.
   *
   * @throws InvalidWeightsException if weights of the network are published nowhere
   */
  static Recognition of(WeightFile file, Architecture architecture) {
    List<LayerNames> published = architecture.names(ModelOptions.of(architecture, 2));
    Recognition best =
        IntStream.range(0, published.size())
            .mapToObj(i -> of(file, architecture, published.get(i), i))
            .max(
                Comparator.<Recognition>comparingInt(r -> r.isInDialectOf(file) ? 1 : 0)
                    .thenComparingDouble(r -> r.match().likeness()))
            .orElseThrow(
                () ->
                    file.invalid(
                        "no published names of %s's layers are known", architecture.info().name()));
    return best.match().fits() ? best : best.withoutForeignTop(file, architecture);
  }

  private static Recognition of(
      WeightFile file, Architecture architecture, LayerNames published, int number) {
    ModelOptions options = architecture.infer(new FileLayers(file.tensors(), published));
    LayerNames names = architecture.names(options).get(number);
    Match match = Match.of(file.tensors(), names, Models.parameterLayers(architecture, options));
    return new Recognition(names, options, match, List.of());
  }

  /** Whether files of this format are where such names are found. */
  boolean isInDialectOf(WeightFile file) {
    return Dialect.of(names.scheme()).isIn(file.format());
  }

  /** The weights up to the last feature map, if nothing but the top is another one. */
  private Recognition withoutForeignTop(WeightFile file, Architecture architecture) {
    ModelOptions featuresOnly = options.withIncludeTop(false).withAuxiliaryHeads(false);
    Match features =
        Match.of(file.tensors(), names, Models.parameterLayers(architecture, featuresOnly));
    ForeignTop top = new ForeignTop(names, features, architecture, options);
    boolean onlyTop =
        features.withoutUnexpected().fits()
            && features.unexpected().stream().map(file.tensors()::get).allMatch(top::mayHave);
    return onlyTop
        ? new Recognition(names, featuresOnly, features.withoutUnexpected(), features.unexpected())
        : this;
  }
}
