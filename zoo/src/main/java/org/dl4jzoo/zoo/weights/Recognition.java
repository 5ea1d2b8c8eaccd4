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
 */
record Recognition(LayerNames names, ModelOptions options, Match match) {

  /**
   * What fits best of all names that weights of the network are published under.
   *
   * @throws InvalidWeightsException if weights of the network are published nowhere
   */
  static Recognition of(WeightFile file, Architecture architecture) {
    List<LayerNames> published = architecture.names(ModelOptions.of(architecture, 2));
    return IntStream.range(0, published.size())
        .mapToObj(
            i -> {
              FileLayers layers = new FileLayers(file.tensors(), published.get(i));
              ModelOptions options = architecture.infer(layers);
              return of(file, architecture, options, architecture.names(options).get(i));
            })
        .max(Comparator.comparingDouble(recognition -> recognition.match().likeness()))
        .orElseThrow(
            () ->
                file.invalid(
                    "no published names of %s's layers are known", architecture.info().name()));
  }

  private static Recognition of(
      WeightFile file, Architecture architecture, ModelOptions options, LayerNames names) {
    Match match = Match.of(file.tensors(), names, Models.parameterLayers(architecture, options));
    return new Recognition(names, options, match);
  }
}
