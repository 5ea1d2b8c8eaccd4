package org.dl4jzoo.app.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.InputFile;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.inference.FlatWeights;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.weights.WeightsInfo;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights of a checkpoint. */
public final class CheckpointWeights extends TrainedWeights {

  private final CheckpointFile opened;

  private CheckpointWeights(Path file, CheckpointFile opened) {
    super(file, opened.card());
    this.opened = opened;
  }

  /** Whether a value of {@code --weights} names a checkpoint. */
  public static boolean isOne(String weights) {
    return weights.toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  /**
   * Opens a checkpoint.
   *
   * @throws UsageException if there is none, or it is not one of ours, or its card can't be read
   */
  public static CheckpointWeights open(Path file) {
    CheckpointFile opened = CheckpointFile.open(file);
    try {
      return new CheckpointWeights(file, opened);
    } catch (UsageException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Opens a checkpoint of a network.
   *
   * @param model the network it must be of, by its registry name
   * @throws UsageException as {@link #open(Path)}, or if it is of another network
   */
  public static CheckpointWeights open(Path file, String model) {
    CheckpointWeights weights = open(file);
    String own = weights.card().model();
    if (!own.equals(model)) {
      weights.close();
      throw new UsageException("%s holds a %s, but model is %s".formatted(file, own, model));
    }
    return weights;
  }

  @Override
  public WeightsInfo info() {
    return card()
        .asWeights(file().getFileName().toString(), runAndFile(), InputFile.sha256(file()));
  }

  /** SHA-256 of its parameters. */
  public String parametersHash() {
    return opened.parametersHash();
  }

  /** What is told of weights goes to other machines, where the folders of this one mean nothing. */
  private String runAndFile() {
    Path run = file().toAbsolutePath().normalize().getParent().getFileName();
    return run == null ? file().getFileName().toString() : run + "/" + file().getFileName();
  }

  @Override
  public List<String> notes() {
    return opened.hashed() ? List.of() : List.of(withoutHashes(file()));
  }

  /** What is told of a file of an older build. */
  static String withoutHashes(Path file) {
    return "%s was written without hashes of its parts; only its checksums tell damage"
        .formatted(file);
  }

  /** The zoo trains on whole images. */
  @Override
  public boolean trainedOnCrops() {
    return false;
  }

  @Override
  public CheckpointWeights forImages(int size) {
    int trained = card().preprocessing().height();
    if (size != trained) {
      throw new UsageException(
          "image-size must be %d for %s; got %d".formatted(trained, file(), size));
    }
    return this;
  }

  /** {@inheritDoc} Layers of Deeplearning4j's own stay what they are. */
  @Override
  public ComputationGraph classifier(Engine engine) {
    ComputationGraph network = network();
    Execution.on(engine).install(network);
    return network;
  }

  @Override
  public Optional<FlatWeights> parameters(Engine engine) {
    return engine == Engine.ONEDNN ? opened.weights() : Optional.empty();
  }

  @Override
  public void load(ComputationGraph network, boolean withClassifier) {
    Map<String, INDArray> from = network().paramTable();
    for (Map.Entry<String, INDArray> parameter : network.paramTable().entrySet()) {
      if (withClassifier || !isOfClassifier(parameter.getKey(), network)) {
        copy(from.get(parameter.getKey()), parameter.getKey(), parameter.getValue());
      }
    }
  }

  private ComputationGraph network() {
    opened.checkNetwork();
    return opened.network();
  }

  private static boolean isOfClassifier(String parameter, ComputationGraph network) {
    String vertex = parameter.substring(0, parameter.lastIndexOf('_'));
    return network.getConfiguration().getNetworkOutputs().contains(vertex);
  }

  private void copy(INDArray values, String name, INDArray target) {
    if (values == null || !values.equalShapes(target)) {
      throw new UsageException(
          "%s doesn't fit the network: parameter %s must be %s; got %s"
              .formatted(
                  file(),
                  name,
                  target.shapeInfoToString(),
                  values == null ? "none, as with engine stock" : values.shapeInfoToString()));
    }
    target.assign(values);
  }

  @Override
  public void close() {
    opened.close();
  }
}
