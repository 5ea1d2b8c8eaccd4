package org.dl4jzoo.zoo.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOption;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.names.NameScheme;
import org.dl4jzoo.zoo.net.PaddingStyle;
import org.dl4jzoo.zoo.net.ParameterLayer;
import org.dl4jzoo.zoo.weights.file.FloatTensor;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;
import org.dl4jzoo.zoo.weights.file.KerasH5;
import org.dl4jzoo.zoo.weights.file.KerasLayer;
import org.dl4jzoo.zoo.weights.file.Safetensors;

/**
 * Writes a network's parameters with the names and axes of another library: the inverse of {@link
 * PretrainedWeights}, from the same names.
 */
public final class WeightExport {

  private final NetworkParameters parameters;
  private final LayerNames names;
  private final Dialect dialect;

  private WeightExport(ComputationGraph network, LayerNames names) {
    this.parameters = new NetworkParameters(network);
    this.names = names;
    this.dialect = Dialect.of(names.scheme());
  }

  /**
   * Writes a file: HDF5 for Keras, else safetensors. A file that is there is overwritten, and lost
   * if writing fails: who wants to keep it until the new one is complete writes to another path and
   * renames that.
   *
   * @param options those the network was built with
   * @param metadata texts about the file by key; HDF5 files of Keras have no place for them
   * @throws InvalidWeightsException if that library has no such network
   * @throws IOException if the file can't be written
   */
  public static void write(
      ComputationGraph network,
      Architecture architecture,
      ModelOptions options,
      NameScheme scheme,
      Map<String, String> metadata,
      Path file)
      throws IOException {
    WeightExport export = new WeightExport(network, names(architecture, options, scheme));
    List<ParameterLayer> layers = Models.parameterLayers(architecture, options);
    if (scheme == NameScheme.KERAS) {
      export.writeKeras(layers, file);
    } else {
      export.writeSafetensors(layers, metadata, file);
    }
  }

  private static LayerNames names(
      Architecture architecture, ModelOptions options, NameScheme scheme) {
    String model = architecture.info().name();
    List<LayerNames> all = architecture.names(options);
    LayerNames names =
        all.stream()
            .filter(some -> some.scheme() == scheme)
            .findFirst()
            .orElseThrow(() -> new InvalidWeightsException(unknown(model, scheme, all)));
    boolean kerasPadding = options.padding() == PaddingStyle.TF;
    if (kerasPadding != (scheme == NameScheme.KERAS) && formsDiffer(architecture, options)) {
      throw new InvalidWeightsException(
          "%s with padding %s isn't the network of %s, which would compute something else from its"
                  .formatted(model, lower(options.padding()), lower(scheme))
              + " weights");
    }
    return names;
  }

  private static String unknown(String model, NameScheme scheme, List<LayerNames> all) {
    String known =
        all.stream()
            .map(names -> lower(names.scheme()))
            .distinct()
            .collect(Collectors.joining(", "));
    return "%s has no %s to write its weights for; known are %s"
        .formatted(lower(scheme), model, known);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether Keras's form of the network computes something else than PyTorch's. Biases and epsilon
   * tell, with which padding and strides go; an epsilon of 1.001e-5 for 1e-5 changes next to
   * nothing.
   */
  private static boolean formsDiffer(Architecture architecture, ModelOptions options) {
    if (!architecture.info().options().contains(ModelOption.PADDING)) {
      return false;
    }
    List<ParameterLayer> torch =
        Models.parameterLayers(architecture, options.withPadding(PaddingStyle.TORCH));
    List<ParameterLayer> keras =
        Models.parameterLayers(architecture, options.withPadding(PaddingStyle.TF));
    return largestEps(keras) > 2 * largestEps(torch) || biases(keras) > biases(torch);
  }

  private static double largestEps(List<ParameterLayer> layers) {
    return layers.stream().flatMapToDouble(layer -> layer.eps().stream()).max().orElseThrow();
  }

  private static long biases(List<ParameterLayer> layers) {
    return layers.stream().filter(ParameterLayer::biased).count();
  }

  /** A layer of a file: its name, and its tensors by their names in the file. */
  private record FileLayer(String name, Map<String, FloatTensor> tensors) {}

  private void writeKeras(List<ParameterLayer> layers, Path file) throws IOException {
    List<KerasLayer> all = new ArrayList<>();
    for (ParameterLayer layer : layers) {
      for (FileLayer part : parts(layer)) {
        Map<String, FloatTensor> weights = new LinkedHashMap<>();
        int prefix = part.name().length() + 1;
        part.tensors().forEach((name, tensor) -> weights.put(name.substring(prefix), tensor));
        all.add(new KerasLayer(part.name(), weights));
      }
    }
    List<String> order = List.copyOf(names.all());
    all.sort(Comparator.comparingInt(layer -> order.indexOf(layer.name())));
    KerasH5.write(file, all);
  }

  private void writeSafetensors(
      List<ParameterLayer> layers, Map<String, String> metadata, Path file) throws IOException {
    Map<String, FloatTensor> all = new LinkedHashMap<>();
    for (ParameterLayer layer : layers) {
      parts(layer).forEach(part -> all.putAll(part.tensors()));
    }
    Safetensors.write(file, all, metadata);
  }

  private List<FileLayer> parts(ParameterLayer layer) {
    LayerNames.Entry entry = names.byVertex().get(layer.vertex());
    List<FileLayer> parts = new ArrayList<>();
    if (entry.weights() != null) {
      List<Role> roles = layer.biased() ? List.of(Role.WEIGHT, Role.BIAS) : List.of(Role.WEIGHT);
      parts.add(part(layer, entry.weights(), roles));
    }
    if (entry.norm() != null) {
      parts.add(part(layer, entry.norm(), Role.OF_NORM));
    }
    return parts;
  }

  private FileLayer part(ParameterLayer layer, String name, List<Role> roles) {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    for (Role role : roles) {
      AxisOrder axes = dialect.axes(layer, role);
      float[] values = axes.toTheirs(parameters.get(layer.vertex(), role));
      tensors.put(dialect.tensor(name, role, layer.kind()), new FloatTensor(axes.shape(), values));
    }
    return new FileLayer(name, tensors);
  }
}
