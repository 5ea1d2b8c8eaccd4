package org.dl4jzoo.app.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jzoo.app.console.Amount;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.inference.FlatWeights;
import org.dl4jzoo.zoo.net.ParameterLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A checkpoint, opened to be read, part by part.
 *
 * <p>It may be damaged, or another program's. {@link CheckpointParts} compares every part with its
 * checksum and hash. A part that is whole can still be what the zoo never wrote, so what the
 * parsers and ND4J believe is checked before they see it: a wrong length of an array ends the JVM.
 * All that is thrown as an IOException and told in a sentence.
 */
final class CheckpointFile implements AutoCloseable {

  private final Path path;
  private final CheckpointParts parts;

  private CheckpointFile(Path path, CheckpointParts parts) {
    this.path = path;
    this.parts = parts;
  }

  /**
   * Opens a file.
   *
   * @throws UsageException if there is none, or it is no checkpoint
   */
  static CheckpointFile open(Path path) {
    try {
      return new CheckpointFile(path, CheckpointParts.open(path));
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no checkpoint %s".formatted(path), e);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** What the user is told of a file that can't be read. */
  static UsageException unreadable(Path path, IOException cause) {
    return new UsageException(
        "cannot read the checkpoint %s: %s".formatted(path, UsageException.reason(cause)), cause);
  }

  /** Reads something of the file. */
  private interface Reading<T> {

    T read() throws IOException;
  }

  private <T> T read(Reading<T> part) {
    try {
      return part.read();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** What it says of its network. */
  ModelCard card() {
    return read(parts::card);
  }

  /** Whether it has hashes of its parts, without which some damage can't be found. */
  boolean hashed() {
    return parts.hashed();
  }

  /** SHA-256 of its parameters. */
  String parametersHash() {
    return read(() -> parts.hash(ModelSerializer.COEFFICIENTS_BIN));
  }

  /** Where the training stands. */
  TrainingState state() {
    return read(() -> parts.json(Checkpoint.STATE, TrainingState.class));
  }

  /**
   * Compares its network with the one that its card names.
   *
   * @throws UsageException if they differ, or there is no such network
   */
  void checkNetwork() {
    ModelCard card = card();
    read(
        () -> {
          NetworkComparison.check(graph(), card);
          return null;
        });
  }

  /** The network, without its updater's state. */
  ComputationGraph network() {
    return read(this::readNetwork);
  }

  /**
   * The parameters of the network that its card names, without ND4J. What else its configuration
   * says of the network isn't read: the card alone is believed.
   *
   * @return empty if they have no hash, or may not be those of this network in our layers; {@link
   *     #network} then tells what they are
   */
  Optional<FlatWeights> weights() {
    return hashed() ? read(this::readWeights) : Optional.empty();
  }

  private Optional<FlatWeights> readWeights() throws IOException {
    ModelCard card = parts.card();
    JsonNode configuration = parts.tree(ModelSerializer.CONFIGURATION_JSON);
    Optional<List<ParameterLayer>> order = ParameterOrder.of(configuration, card);
    if (order.isEmpty() || card.options().classes() != card.labels().size()) {
      return Optional.empty();
    }
    long needed = FlatWeights.count(order.get());
    FloatPointer parameters = parts.floats(ModelSerializer.COEFFICIENTS_BIN, needed);
    checkFinite(FiniteNumbers.others(parameters.asBuffer()), needed);
    return Optional.of(new FlatWeights(parameters, order.get()));
  }

  /** All of it. */
  Checkpoint checkpoint() {
    TrainingState state = state();
    ModelCard card = card();
    return read(
        () -> {
          ComputationGraph network = readNetwork();
          readUpdater(network);
          return new Checkpoint(
              network,
              state,
              card,
              vectorIfThere(Checkpoint.AVERAGE),
              vectorIfThere(Checkpoint.PART_UPDATER));
        });
  }

  private void readUpdater(ComputationGraph network) throws IOException {
    if (!parts.has(ModelSerializer.UPDATER_BIN)) {
      return;
    }
    INDArray state = network.getUpdater().getStateViewArray();
    long needed = state == null ? 0 : state.length();
    network.getUpdater().setStateViewArray(parts.vector(ModelSerializer.UPDATER_BIN, needed));
  }

  private INDArray vectorIfThere(String name) throws IOException {
    return parts.has(name) ? parts.vector(name) : null;
  }

  private ComputationGraph readNetwork() throws IOException {
    ObjectNode graph = graph();
    ComputationGraphConfiguration configuration = inConfiguration(() -> GraphJson.parse(graph));
    checkLabels(configuration);
    long needed =
        configuration.getVertices().values().stream()
            .mapToLong(vertex -> vertex.numParams(true))
            .sum();
    INDArray parameters = parts.vector(ModelSerializer.COEFFICIENTS_BIN, needed);
    checkFinite(FiniteNumbers.others(parameters), needed);
    return network(configuration, parameters);
  }

  private static void checkFinite(long diverged, long parameters) throws IOException {
    if (diverged > 0) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%,d of its %,d parameters are not finite numbers: its training diverged",
              diverged,
              parameters));
    }
  }

  private static ComputationGraph network(
      ComputationGraphConfiguration configuration, INDArray parameters) throws IOException {
    try {
      ComputationGraph network = new ComputationGraph(configuration);
      network.init(parameters, false);
      return network;
    } catch (RuntimeException e) {
      throw new IOException("Deeplearning4j can't make the network that it describes", e);
    }
  }

  private void checkLabels(ComputationGraphConfiguration configuration) throws IOException {
    int labels = parts.card().labels().size();
    String output = configuration.getNetworkOutputs().get(0);
    if (!(configuration.getVertices().get(output) instanceof LayerVertex vertex)
        || !(vertex.getLayerConf().getLayer() instanceof FeedForwardLayer classifier)) {
      throw new IOException("its network has no classifier");
    }
    if (classifier.getNOut() != labels) {
      throw new IOException(
          "its %s names %s; its classifier has %d"
              .formatted(Checkpoint.CARD, Amount.of(labels, "class"), classifier.getNOut()));
    }
  }

  private ObjectNode graph() throws IOException {
    JsonNode tree = parts.tree(ModelSerializer.CONFIGURATION_JSON);
    return inConfiguration(() -> GraphJson.check(tree));
  }

  private static <T> T inConfiguration(Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (IOException e) {
      throw new IOException(
          "its %s: %s".formatted(ModelSerializer.CONFIGURATION_JSON, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    try {
      parts.close();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }
}
