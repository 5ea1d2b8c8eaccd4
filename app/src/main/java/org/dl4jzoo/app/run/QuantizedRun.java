package org.dl4jzoo.app.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.app.console.InputFile;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.compiled.QuantizedWeights;
import org.dl4jzoo.zoo.inference.CompiledLogits;
import org.dl4jzoo.zoo.inference.FlatWeights;
import org.dl4jzoo.zoo.inference.ImageLogits;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.inference.IntegerArithmetic;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.FeaturePooling;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.program.Value;
import org.dl4jzoo.zoo.weights.WeightsInfo;

/** A network of a run, quantized to 8-bit integers: a file that is enough to use it. */
public final class QuantizedRun extends TrainedWeights {

  private final QuantizedParts parts;
  private final QuantizedWeights weights;

  /** The checkpoint that it was made of; null if there is none beside it. */
  private Path source;

  private CheckpointWeights float32;

  private QuantizedRun(Path file, ModelCard card, QuantizedParts parts, QuantizedWeights weights) {
    super(file, card);
    this.parts = parts;
    this.weights = weights;
  }

  /**
   * Writes a quantized network whole, or leaves the old one as it was.
   *
   * @param card of the network that it was made of
   * @param source SHA-256 of that one's parameters
   * @param images on which ranges were measured
   * @throws UsageException if the file can't be written
   */
  public static void write(
      Path file, ModelCard card, QuantizedWeights weights, String source, int images) {
    QuantizedParts parts = QuantizedParts.of(weights, source, images);
    OutputFile.write(file, out -> write(out, card, weights, parts));
  }

  private static void write(
      OutputStream out, ModelCard card, QuantizedWeights weights, QuantizedParts parts)
      throws IOException {
    PartHashes hashes = new PartHashes(out);
    hashes.put(QuantizedParts.NUMBERS, part -> parts.write(weights, part));
    hashes.put(QuantizedParts.NAME, part -> part.write(Checkpoint.JSON.writeValueAsBytes(parts)));
    hashes.putCard(card);
  }

  /**
   * Reads a quantized network.
   *
   * @throws UsageException if there is none, or it is none of ours, or damaged, or made of another
   *     network than the checkpoints beside it have
   */
  public static QuantizedRun open(Path file) {
    QuantizedRun opened = read(file);
    opened.findSource();
    return opened;
  }

  private static QuantizedRun read(Path file) {
    try (CheckpointParts opened = CheckpointParts.open(file, QuantizedParts.NAME)) {
      if (!opened.hashed()) {
        throw new IOException("its %s has no hashes of its parts".formatted(Checkpoint.CARD));
      }
      QuantizedParts parts = opened.json(QuantizedParts.NAME, QuantizedParts.class);
      QuantizedWeights weights = parts.weights(opened.bytes(QuantizedParts.NUMBERS, parts.bytes()));
      return new QuantizedRun(file, opened.card(), parts, weights);
    } catch (NoSuchFileException e) {
      throw new UsageException(
          "there is no quantized network %s; zoo quantize makes one of a run".formatted(file), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(
          "cannot read the quantized network %s: %s".formatted(file, reason(e)), e);
    }
  }

  private static String reason(Exception problem) {
    return problem instanceof IOException io ? UsageException.reason(io) : problem.getMessage();
  }

  @Override
  public List<String> notes() {
    return IntegerArithmetic.notes();
  }

  @Override
  public Inference logits(Engine engine) {
    return quantized(engine, card().net(), card().net().logits());
  }

  @Override
  public Inference logits(ComputationGraph network, Engine engine) {
    return logits(engine);
  }

  @Override
  public Inference featuresOf(FeaturePooling pooling, Engine engine) {
    Net net = featureNet(pooling);
    return quantized(engine, net, net.outputs().get(0).value());
  }

  private Inference quantized(Engine engine, Net net, Value output) {
    return fitting(engine, () -> Inference.quantized(net, output, weights, null));
  }

  /** {@inheritDoc} ND4J isn't needed for it. */
  @Override
  public ImageLogits imageLogits(Engine engine, Optional<FlatWeights> parameters) {
    return fitting(engine, () -> new CompiledLogits(card().net(), weights));
  }

  private <T> T fitting(Engine engine, Supplier<T> network) {
    Backend.checkInt8(engine);
    try {
      return network.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "%s doesn't fit its network: %s".formatted(file(), e.getMessage()), e);
    }
  }

  /**
   * {@inheritDoc} It is the float32 network that this one was made of.
   *
   * @throws UsageException too if the run no longer has that
   */
  @Override
  public ComputationGraph classifier(Engine engine) {
    return float32().classifier(engine);
  }

  private CheckpointWeights float32() {
    if (source == null) {
      throw madeOfAnother();
    }
    if (float32 == null) {
      float32 = CheckpointWeights.open(source);
    }
    return float32;
  }

  /**
   * Looks for the checkpoint that this was made of. Without any beside it, as where it is used
   * alone, there is nothing to compare it with.
   */
  private void findSource() {
    RunFolder run = new RunFolder(file().toAbsolutePath().getParent());
    List<Path> checkpoints =
        Stream.of(run.best(), run.last()).filter(Files::isRegularFile).toList();
    source =
        checkpoints.stream()
            .filter(checkpoint -> parametersHash(checkpoint).equals(parts.source()))
            .findFirst()
            .orElse(null);
    if (source == null && !checkpoints.isEmpty()) {
      throw madeOfAnother();
    }
  }

  private static String parametersHash(Path checkpoint) {
    try (CheckpointWeights opened = CheckpointWeights.open(checkpoint)) {
      return opened.parametersHash();
    }
  }

  private UsageException madeOfAnother() {
    return new UsageException(
        "%s was made of a network that is neither best.zip nor last.zip beside it; zoo quantize makes it anew"
            .formatted(file()));
  }

  @Override
  public void load(ComputationGraph network, boolean withClassifier) {
    float32().load(network, withClassifier);
  }

  @Override
  public WeightsInfo info() {
    return card().asWeights("int8.zip", "int8.zip", InputFile.sha256(file()));
  }

  @Override
  public boolean trainedOnCrops() {
    return false;
  }

  @Override
  public TrainedWeights forImages(int size) {
    throw new UsageException("a quantized network is for images of one size");
  }

  @Override
  public void close() {
    if (float32 != null) {
      float32.close();
    }
  }
}
