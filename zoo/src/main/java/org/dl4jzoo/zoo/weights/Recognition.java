package org.dl4jzoo.zoo.weights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.LayerNames;
import org.dl4jzoo.zoo.model.ModelOption;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.model.ParameterLayer;
import org.dl4jzoo.zoo.weights.file.WeightFile;

/**
 * Which names a file has, and which network with which options it belongs to.
 *
 * @param names those that fit best
 * @param options of the network that fits, without side classifiers
 * @param match the parameters of that network, and of side classifiers that the file has
 */
record Recognition(LayerNames names, ModelOptions options, Match match) {

  /**
   * What fits best.
   *
   * @throws InvalidWeightsException if weights of the network are published nowhere
   */
  static Recognition of(WeightFile file, Architecture architecture) {
    List<LayerNames> known = architecture.names(ModelOptions.of(architecture, 2));
    List<Recognition> all = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      ModelOptions options = new FileOptions(file, architecture, known.get(i)).find();
      LayerNames names = architecture.names(options).get(i);
      all.add(new Recognition(names, options, match(file, architecture, names, options)));
    }
    return all.stream()
        .max(Comparator.comparingDouble(recognition -> recognition.match().likeness()))
        .orElseThrow(
            () ->
                file.invalid(
                    "no published names of %s's layers are known", architecture.info().name()));
  }

  private static Match match(
      WeightFile file, Architecture architecture, LayerNames names, ModelOptions options) {
    List<ParameterLayer> layers = Models.parameterLayers(architecture, options);
    Match plain = Match.of(file.tensors().keySet(), names, layers);
    if (!architecture.info().options().contains(ModelOption.AUXILIARY_HEADS)) {
      return plain;
    }
    List<ParameterLayer> withHeads =
        Models.parameterLayers(architecture, options.withAuxiliaryHeads(true));
    Match whole = Match.of(file.tensors().keySet(), names, withHeads);
    return whole.unexpected().size() < plain.unexpected().size() ? whole : plain;
  }
}
