package org.dl4jzoo.zoo.weights;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ImageShape;
import org.dl4jzoo.zoo.model.LayerNames;
import org.dl4jzoo.zoo.model.ModelOption;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.model.NameScheme;
import org.dl4jzoo.zoo.model.PaddingStyle;
import org.dl4jzoo.zoo.model.ParameterLayer;
import org.dl4jzoo.zoo.model.Pooling;
import org.dl4jzoo.zoo.weights.file.StoredTensor;
import org.dl4jzoo.zoo.weights.file.WeightFile;

/** Finds the options of the network that a file has weights of, from names and shapes alone. */
final class FileOptions {

  /** Of a network whose number of classes nobody knows. */
  static final int ANY_CLASSES = 1000;

  /** Larger dimensions belong to no network. */
  private static final long LARGEST = 1 << 20;

  private static final int STAGES = 4;
  private static final int MOST_BLOCKS = 200;

  /** A block of ResNet, whose first stage is conv2. */
  private static final Pattern BLOCK = Pattern.compile("conv(\\d+)\\.block(\\d+)\\.conv1");

  private static final int FIRST_STAGE = 2;
  private static final int LARGEST_IMAGE = 512;
  private static final List<Double> PUBLISHED_ALPHAS = List.of(1.0, 0.35, 0.5, 0.75, 1.3, 1.4);

  private final Architecture architecture;
  private final LayerNames names;
  private final Map<String, StoredTensor> tensors;
  private final Map<String, String> plainNames;
  private final Dialect dialect;

  /**
   * @param names of the scheme that the file may have
   */
  FileOptions(WeightFile file, Architecture architecture, LayerNames names) {
    this.architecture = architecture;
    this.names = names;
    this.tensors = file.tensors();
    this.dialect = Dialect.of(names.scheme());
    this.plainNames = dialect.plainNames(tensors.keySet(), names);
  }

  /** The options; where the file contradicts itself, those that come nearest. */
  ModelOptions find() {
    ModelOptions whole = published();
    ModelOptions found =
        with(whole, image(whole), classes(), hasTop(whole), whole.alpha(), blocks());
    if (allows(ModelOption.ALPHA)) {
      found = withAlpha(found);
    }
    return withImageSize(found);
  }

  private ModelOptions published() {
    ModelOptions plain = ModelOptions.of(architecture, ANY_CLASSES);
    boolean keras = names.scheme() == NameScheme.KERAS && allows(ModelOption.PADDING);
    return new ModelOptions(
        plain.image(),
        plain.classes(),
        true,
        Pooling.NONE,
        null,
        keras ? PaddingStyle.TF : PaddingStyle.TORCH,
        null,
        null,
        false);
  }

  private static ModelOptions with(
      ModelOptions old,
      ImageShape image,
      int classes,
      boolean top,
      Double alpha,
      List<Integer> blocks) {
    return new ModelOptions(
        image, classes, top, old.pooling(), old.dropout(), old.padding(), alpha, blocks, false);
  }

  private boolean allows(ModelOption option) {
    return architecture.info().options().contains(option);
  }

  private List<ParameterLayer> layers(ModelOptions options) {
    return Models.parameterLayers(architecture, options);
  }

  /** The shape that the file gives to a vertex's weights, in the file's order. */
  private Optional<List<Long>> shape(ParameterLayer layer) {
    LayerNames.Entry entry = names.byVertex().get(layer.vertex());
    if (entry == null || entry.weights() == null) {
      return Optional.empty();
    }
    String plain = dialect.plainTensor(entry.weights(), Role.WEIGHT, layer.kind());
    return Optional.ofNullable(plainNames.get(plain)).map(name -> tensors.get(name).shape());
  }

  private boolean hasTop(ModelOptions whole) {
    Set<ParameterLayer> top = new HashSet<>(layers(whole));
    layers(whole.withIncludeTop(false)).forEach(top::remove);
    return top.stream().anyMatch(layer -> shape(layer).isPresent());
  }

  private int classes() {
    return layers(published()).stream()
        .filter(layer -> layer.vertex().equals(ParameterLayer.CLASSIFIER))
        .flatMap(layer -> outputs(layer).stream())
        .filter(classes -> classes >= 2)
        .findFirst()
        .orElse(ANY_CLASSES);
  }

  private Optional<Integer> outputs(ParameterLayer layer) {
    return shape(layer).flatMap(shape -> dimension(shape, dialect.outputAxis(layer.kind())));
  }

  private Optional<Integer> inputs(ParameterLayer layer) {
    return shape(layer).flatMap(shape -> dimension(shape, dialect.inputAxis(layer.kind())));
  }

  private static Optional<Integer> dimension(List<Long> shape, int axis) {
    boolean usable = axis < shape.size() && shape.get(axis) > 0 && shape.get(axis) <= LARGEST;
    return usable ? Optional.of(shape.get(axis).intValue()) : Optional.empty();
  }

  /** With the channels that the first convolution takes. */
  private ImageShape image(ModelOptions whole) {
    ImageShape image = whole.image();
    int channels = inputs(layers(whole).get(0)).orElse(image.channels());
    return new ImageShape(image.height(), image.width(), channels);
  }

  /**
   * As many blocks a stage as the file has; null for the published network's, also where the file
   * has as many as another published network, whose weights it then has.
   */
  private List<Integer> blocks() {
    if (!allows(ModelOption.BLOCKS)) {
      return null;
    }
    List<Integer> most = Collections.nCopies(STAGES, MOST_BLOCKS);
    ModelOptions plain = published();
    LayerNames all = names(architecture, with(plain, plain.image(), ANY_CLASSES, true, null, most));
    Set<String> present = new HashSet<>();
    all.byVertex()
        .forEach(
            (vertex, entry) -> {
              String plainName =
                  dialect.plainTensor(
                      entry.weights(), Role.WEIGHT, ParameterLayer.Kind.CONVOLUTION);
              if (plainNames.containsKey(plainName)) {
                present.add(vertex);
              }
            });
    List<Integer> found = countBlocks(present);
    boolean published =
        Models.all().stream()
            .filter(other -> other.info().options().contains(ModelOption.BLOCKS))
            .map(other -> names(other, ModelOptions.of(other, ANY_CLASSES)))
            .anyMatch(other -> countBlocks(other.byVertex().keySet()).equals(found));
    return published || found.contains(0) ? null : found;
  }

  private LayerNames names(Architecture some, ModelOptions options) {
    return some.names(options).stream()
        .filter(candidate -> candidate.scheme() == names.scheme())
        .findFirst()
        .orElseThrow();
  }

  private static List<Integer> countBlocks(Set<String> vertices) {
    Integer[] blocks = new Integer[STAGES];
    Arrays.fill(blocks, 0);
    for (String vertex : vertices) {
      Matcher place = BLOCK.matcher(vertex);
      if (place.matches()) {
        int stage = Integer.parseInt(place.group(1)) - FIRST_STAGE;
        blocks[stage] = Math.max(blocks[stage], Integer.parseInt(place.group(2)));
      }
    }
    return List.of(blocks);
  }

  private ModelOptions withAlpha(ModelOptions options) {
    return alphas()
        .map(
            alpha ->
                with(
                    options,
                    options.image(),
                    options.classes(),
                    options.includeTop(),
                    alpha == 1 ? null : alpha,
                    null))
        .filter(this::hasItsWidths)
        .findFirst()
        .orElse(options);
  }

  private static Stream<Double> alphas() {
    return Stream.concat(
        PUBLISHED_ALPHAS.stream(), IntStream.rangeClosed(1, 400).mapToObj(i -> i / 100.0));
  }

  private boolean hasItsWidths(ModelOptions options) {
    return layers(options).stream()
        .allMatch(layer -> outputs(layer).map(out -> out == layer.out()).orElse(true));
  }

  /** Of another image size where a fully connected layer takes maps of no other. */
  private ModelOptions withImageSize(ModelOptions options) {
    return takesItsMaps(options) || !dependsOnImageSize(options)
        ? options
        : IntStream.rangeClosed(architecture.info().minSize(), LARGEST_IMAGE)
            .mapToObj(size -> new ImageShape(size, size, options.image().channels()))
            .map(options::withImage)
            .filter(this::takesItsMaps)
            .findFirst()
            .orElse(options);
  }

  private boolean dependsOnImageSize(ModelOptions options) {
    ImageShape image = options.image();
    ImageShape larger = new ImageShape(2 * image.height(), 2 * image.width(), image.channels());
    return !shapes(options).equals(shapes(options.withImage(larger)));
  }

  private List<List<Long>> shapes(ModelOptions options) {
    return layers(options).stream().map(ParameterLayer::weightShape).toList();
  }

  private boolean takesItsMaps(ModelOptions options) {
    return layers(options).stream()
        .filter(ParameterLayer::fullyConnected)
        .allMatch(
            layer -> shape(layer).map(found -> dialect.weights(layer).fits(found)).orElse(true));
  }
}
