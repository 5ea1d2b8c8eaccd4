package org.dl4jzoo.zoo.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.names.NameScheme;
import org.dl4jzoo.zoo.net.ParameterLayer;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;
import org.dl4jzoo.zoo.weights.file.WeightFile;

/**
 * A weight file recognised as weights of a network of the zoo. Every tensor of the file and every
 * parameter of the network is accounted for. Not for several threads at once.
 */
public final class PretrainedWeights implements AutoCloseable {

  /** Names of tensors; those of more aren't told. */
  private static final int MOST_TOLD = 4;

  private final WeightFile file;
  private final Architecture architecture;
  private final Recognition recognition;

  /** The vertices before the top, without side heads. */
  private final Set<String> features;

  /** The vertices of the top. */
  private final Set<String> top;

  private PretrainedWeights(WeightFile file, Architecture architecture) {
    this.file = file;
    this.architecture = architecture;
    this.recognition = Recognition.of(file, architecture);
    this.features = vertices(options().withIncludeTop(false));
    this.top = vertices(options().withIncludeTop(true));
    top.removeAll(features);
  }

  private Set<String> vertices(ModelOptions options) {
    return Models.parameterLayers(architecture, options).stream()
        .map(ParameterLayer::vertex)
        .collect(Collectors.toSet());
  }

  /**
   * Opens a file, whose format and names are recognised by its content.
   *
   * @throws InvalidWeightsException if it can't be read, is damaged, or isn't weights of this
   *     network; one sentence naming the file, and a tensor with the shape expected and found
   */
  public static PretrainedWeights open(Path path, Architecture architecture) {
    return of(WeightFile.open(path), architecture);
  }

  /**
   * The same of a file that is open already. It is closed with what is returned, or at once if it
   * isn't weights of this network.
   */
  public static PretrainedWeights of(WeightFile file, Architecture architecture) {
    try {
      PretrainedWeights weights = new PretrainedWeights(file, architecture);
      new MatchCheck(file, architecture).check(weights.recognition);
      return weights;
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * The network that an open file is of, with a parameter for each tensor and the other way round.
   *
   * @param among the networks there are, of which the first that fits is taken
   */
  public static Optional<Architecture> recognise(WeightFile file, List<Architecture> among) {
    return among.stream()
        .filter(architecture -> !architecture.names(ModelOptions.of(architecture, 2)).isEmpty())
        .filter(architecture -> Recognition.of(file, architecture).match().fits())
        .findFirst();
  }

  /** The file, which is open. */
  public WeightFile file() {
    return file;
  }

  /** What was chosen or left out, as sentences for the user; none where all is as published. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(file.notes());
    String prefix = recognition.match().prefix();
    if (!prefix.isEmpty()) {
      notes.add(file.note("the network's tensors are those whose names begin with %s", prefix));
    }
    List<String> head = recognition.head();
    if (!head.isEmpty()) {
      notes.add(
          file.note(
              "the file's top isn't that of %s and was left out; its features are taken; it has %s",
              architecture.info().name(), listed(head)));
    }
    return notes;
  }

  private static String listed(List<String> names) {
    int more = names.size() - MOST_TOLD;
    return more <= 0
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_TOLD)) + " and %d more".formatted(more);
  }

  /** Which library's names the file has. */
  public NameScheme scheme() {
    return recognition.names().scheme();
  }

  /**
   * The network that the file fits: classes, whether it has a top, width, blocks, image size and
   * channels as far as the file tells, TensorFlow's padding for Keras's files. It has no side heads
   * even where the file has weights of them.
   */
  public ModelOptions options() {
    return recognition.options().withAuxiliaryHeads(false);
  }

  /**
   * Copies the file's values into a network; nothing is copied if anything doesn't fit. The network
   * may lack the top, and may take images of another size where that changes no parameter. Side
   * heads are filled if both the file and the network have them.
   *
   * @param withClassifier false to leave as they are the network's own classifiers, which may have
   *     any number of classes, and any part of the top that the file lacks
   * @throws InvalidWeightsException if a parameter of the network isn't in the file or has another
   *     shape there
   */
  public void load(ComputationGraph network, boolean withClassifier) {
    NetworkParameters parameters = new NetworkParameters(network);
    List<Match.Source> wanted =
        recognition.match().sources().stream()
            .filter(source -> withClassifier || !isClassifier(source))
            .filter(source -> !mayBeAbsent(source.layer().vertex(), parameters))
            .toList();
    wanted.forEach(source -> checkShape(source, parameters));
    checkAllFilled(parameters, wanted, withClassifier);
    wanted.forEach(source -> copy(source, parameters));
  }

  private static boolean isClassifier(Match.Source source) {
    return source.layer().kind() == ParameterLayer.Kind.CLASSIFIER;
  }

  /**
   * Whether a network may lack a vertex of the file: its top, if that is left out, or a side head.
   */
  private boolean mayBeAbsent(String vertex, NetworkParameters parameters) {
    boolean noTop = !parameters.has(ParameterLayer.CLASSIFIER);
    return !parameters.has(vertex)
        && !features.contains(vertex)
        && (noTop || !top.contains(vertex));
  }

  private void checkShape(Match.Source source, NetworkParameters parameters) {
    String vertex = source.layer().vertex();
    if (!parameters.has(vertex)) {
      throw file.invalid("the network has no vertex %s, which the file has weights for", vertex);
    }
    List<Long> expected = parameters.shape(vertex, source.role());
    if (!expected.equals(source.shape())) {
      throw file.invalid(
          "parameter %s of vertex %s has shape %s in the network, but %s in the file",
          source.role().key(), vertex, expected, source.shape());
    }
  }

  private void checkAllFilled(
      NetworkParameters parameters, List<Match.Source> wanted, boolean withClassifier) {
    Set<String> filled =
        wanted.stream().map(source -> source.layer().vertex()).collect(Collectors.toSet());
    for (String vertex : parameters.vertices()) {
      boolean mayStay =
          top.contains(vertex) ? !withClassifier : !features.contains(vertex) && isNamed(vertex);
      if (!mayStay && !filled.contains(vertex)) {
        throw file.invalid(
            "the file has no weights for vertex %s of the network; its weights are of %s",
            vertex, architecture.info().name());
      }
    }
  }

  /** Among vertices that are neither features nor top, only side heads have names. */
  private boolean isNamed(String vertex) {
    return recognition.names().byVertex().containsKey(vertex);
  }

  private void copy(Match.Source source, NetworkParameters parameters) {
    String vertex = source.layer().vertex();
    if (source.isStored()) {
      float[] values = source.axes().toOurs(file.read(source.tensor().name()));
      parameters.set(vertex, source.role(), values);
    } else {
      parameters.fill(vertex, source.role(), source.constant());
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
